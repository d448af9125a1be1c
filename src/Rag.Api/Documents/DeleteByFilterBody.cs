using Rag.Grains.Interfaces;

namespace Rag.Api.Documents;

/// <summary>Which documents to delete.</summary>
internal sealed record DeleteByFilterBody
{
    /// <summary>A filter on metadata; required and not empty, so that a slip does not delete everything.</summary>
    public RawJson? Filter { get; init; }

    /// <summary>Only documents of this status; <see langword="null"/> for all.</summary>
    public string? Status { get; init; }
}
