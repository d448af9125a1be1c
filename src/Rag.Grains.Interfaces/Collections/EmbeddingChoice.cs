namespace Rag.Grains.Interfaces;

/// <summary>Which embedding model a collection uses.</summary>
[GenerateSerializer, Immutable, Alias("rag.embedding-choice")]
public sealed record EmbeddingChoice
{
    /// <summary>
    /// A configured provider, for instance <c>lexical</c>; <see langword="null"/> for the configured default.
    /// </summary>
    [Id(0)]
    public string? Provider { get; init; }

    /// <summary>A model of the provider; <see langword="null"/> for its default.</summary>
    [Id(1)]
    public string? Model { get; init; }

    /// <summary>Length of the vectors; <see langword="null"/> for the model's default.</summary>
    [Id(2)]
    public int? Dimensions { get; init; }
}
