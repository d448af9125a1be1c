using System.Text.Json;

namespace Rag.Fakes.Qdrant;

/// <summary>One test of a filter, ready to be applied.</summary>
/// <param name="Holds">Whether a point satisfies it.</param>
internal sealed record Condition(Func<PointId, QdrantPoint, bool> Holds)
{
    /// <summary>The field that it reads, if one.</summary>
    public string? Key { get; init; }

    /// <summary>The types of index of which strict mode wants one; empty for any.</summary>
    public IReadOnlyList<string> IndexTypes { get; init; } = [];

    /// <summary>Values that it compares with.</summary>
    public int Size { get; init; }

    /// <summary>A test of the payload alone.</summary>
    public static Condition OfPayload(string key, Func<JsonElement, bool> holds) =>
        new((_, point) => holds(point.Payload)) { Key = key };
}
