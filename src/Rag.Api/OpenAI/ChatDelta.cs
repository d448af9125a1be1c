using System.Text.Json.Serialization;

namespace Rag.Api.OpenAI;

/// <summary>What a chunk adds.</summary>
/// <param name="Role"><c>assistant</c> in the first chunk.</param>
/// <param name="Content">A piece of the answer.</param>
internal sealed record ChatDelta(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Role,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Content);
