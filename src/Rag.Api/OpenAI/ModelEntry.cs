using System.Text.Json.Serialization;

namespace Rag.Api.OpenAI;

/// <summary>A collection as a model.</summary>
/// <param name="Id"><c>rag/&lt;collection&gt;</c>.</param>
/// <param name="Kind">Always <c>model</c>.</param>
/// <param name="Created">When the collection was made, in seconds since 1970.</param>
/// <param name="OwnedBy">Always <c>rag</c>.</param>
internal sealed record ModelEntry(
    string Id, [property: JsonPropertyName("object")] string Kind, long Created, string OwnedBy);
