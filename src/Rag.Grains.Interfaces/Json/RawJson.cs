using System.Text.Json.Serialization;

namespace Rag.Grains.Interfaces;

/// <summary>
/// JSON that passes through untouched: metadata and filters as the caller wrote them. The pipeline reads and judges it.
/// </summary>
/// <param name="Text">A complete JSON value.</param>
[GenerateSerializer, Immutable, Alias("rag.raw-json")]
[JsonConverter(typeof(RawJsonConverter))]
public sealed record RawJson([property: Id(0)] string Text)
{
    /// <summary><c>{}</c>.</summary>
    public static RawJson EmptyObject { get; } = new("{}");
}
