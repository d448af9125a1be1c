using System.Text.Json.Serialization;

namespace Rag.Api.OpenAI;

/// <summary>The collections as models, by name.</summary>
/// <param name="Kind">Always <c>list</c>.</param>
/// <param name="Data">The first 1,000 of them.</param>
internal sealed record ModelList([property: JsonPropertyName("object")] string Kind, IReadOnlyList<ModelEntry> Data);
