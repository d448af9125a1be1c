using System.Text.Json;

namespace Rag.Benchmarks;

/// <summary>A hit, as far as it is scored.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="Score">The score that orders.</param>
/// <param name="Span">Where the chunk stands.</param>
internal readonly record struct Hit(string DocumentId, double Score, Span Span)
{
    /// <summary>Reads one of <c>results</c>.</summary>
    public static Hit Read(JsonElement hit) => new(
        hit.GetProperty("document_id").GetString()!,
        hit.GetProperty("score").GetDouble(),
        Span.Read(hit.GetProperty("location")));
}
