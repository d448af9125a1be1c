using System.Text.Json.Serialization;
using Rag.Api.Json;
using Rag.Grains.Interfaces;

namespace Rag.Api.Aliases;

/// <summary>What to retrieve.</summary>
internal sealed record RetrievalQueryBody
{
    /// <summary>The text to search for.</summary>
    public string? Query { get; init; }

    /// <summary>The same as <see cref="Query"/>.</summary>
    public string? Question { get; init; }

    /// <summary>At most so many hits, 1..100.</summary>
    [JsonConverter(typeof(WholeNumber))]
    public int? TopK { get; init; }

    /// <summary>A filter on metadata.</summary>
    public RawJson? Filter { get; init; }

    /// <summary>The collection; default <c>default</c>.</summary>
    public string? Collection { get; init; }
}
