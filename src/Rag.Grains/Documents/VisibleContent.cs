using Rag.Pipeline.Ingestion;

namespace Rag.Grains.Documents;

/// <summary>The version of a document that searches see.</summary>
[GenerateSerializer, Immutable, Alias("rag.visible-content")]
public sealed record VisibleContent
{
    /// <summary>The version.</summary>
    [Id(0)]
    public required long Version { get; init; }

    /// <summary>The upload that it was made from.</summary>
    [Id(1)]
    public required AcceptedContent Content { get; init; }

    /// <summary>Blob of the extracted text.</summary>
    [Id(2)]
    public required string TextBlob { get; init; }

    /// <summary>Size of the extracted text.</summary>
    [Id(3)]
    public required long TextBytes { get; init; }

    /// <summary>Number of chunks.</summary>
    [Id(4)]
    public required int Chunks { get; init; }

    /// <summary>The title that hits carry.</summary>
    [Id(5)]
    public string? Title { get; init; }

    /// <summary>The author that hits carry.</summary>
    [Id(6)]
    public string? Author { get; init; }

    /// <summary>Number of pages.</summary>
    [Id(7)]
    public int? Pages { get; init; }

    /// <summary>What was lost or doubtful.</summary>
    [Id(8)]
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What a run has made of a content.</summary>
    public static VisibleContent Of(AcceptedContent content, IngestionResult result) => new()
    {
        Version = content.Version,
        Content = content,
        TextBlob = result.Text.Name,
        TextBytes = result.TextBytes,
        Chunks = result.Chunks,
        Title = result.Title,
        Author = result.Author,
        Pages = result.Pages,
        Warnings = result.Warnings,
    };
}
