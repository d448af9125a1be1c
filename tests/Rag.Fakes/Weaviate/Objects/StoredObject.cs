using System.Text.Json.Nodes;

namespace Rag.Fakes.Weaviate.Objects;

/// <summary>An object as it lies in a shard.</summary>
/// <param name="Id">Canonical: lower case, with hyphens.</param>
/// <param name="Sequence">Grows with every write.</param>
/// <param name="Properties">Only what has a value.</param>
/// <param name="Vector"><see langword="null"/> if it has none.</param>
/// <param name="Created">Milliseconds since 1970.</param>
/// <param name="Updated">Milliseconds since 1970.</param>
/// <param name="IndexedAt">From then on the vector is found.</param>
internal sealed record StoredObject(
    string Id,
    long Sequence,
    JsonObject Properties,
    float[]? Vector,
    long Created,
    long Updated,
    DateTimeOffset IndexedAt);
