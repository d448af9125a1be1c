using System.Collections;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Rag.Pipeline.Filtering;

/// <summary>
/// Flat, immutable key-value pairs of a document or chunk, together with their canonical JSON text (keys ascending by
/// code point), which is what travels and is stored. Made by <see cref="MetadataReader"/>.
/// </summary>
public sealed class Metadata : IReadOnlyCollection<KeyValuePair<string, MetadataValue>>
{
    private readonly FrozenDictionary<string, MetadataValue> _pairs;

    internal Metadata(IReadOnlyDictionary<string, MetadataValue> pairs, string json)
    {
        _pairs = pairs.ToFrozenDictionary(StringComparer.Ordinal);
        Json = json;
    }

    /// <summary>No pairs; <c>{}</c>.</summary>
    public static Metadata Empty { get; } = new(new Dictionary<string, MetadataValue>(), "{}");

    /// <summary>Canonical JSON object: keys ascending, no white space.</summary>
    public string Json { get; }

    /// <summary>The stored keys.</summary>
    public IReadOnlyList<string> Keys => _pairs.Keys;

    /// <inheritdoc/>
    public int Count => _pairs.Count;

    /// <summary>Whether the key is stored.</summary>
    public bool ContainsKey(string key) => _pairs.ContainsKey(key);

    /// <summary>The key's value; <see langword="false"/> if it is not stored.</summary>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out MetadataValue value) =>
        _pairs.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, MetadataValue>> GetEnumerator() => _pairs.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
