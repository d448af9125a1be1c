namespace Rag.Hosting.Telemetry;

/// <summary>Compares tags by content, so that a measurement finds its series without allocating a key.</summary>
internal sealed class TagSetComparer
    : IEqualityComparer<TagSet>, IAlternateEqualityComparer<ReadOnlySpan<KeyValuePair<string, object?>>, TagSet>
{
    /// <summary>The only one.</summary>
    public static TagSetComparer Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(TagSet x, TagSet y) => Equals(x.Tags, y);

    /// <inheritdoc/>
    public int GetHashCode(TagSet obj) => GetHashCode(obj.Tags.AsSpan());

    /// <inheritdoc/>
    public TagSet Create(ReadOnlySpan<KeyValuePair<string, object?>> alternate) => new(alternate.ToArray());

    /// <inheritdoc/>
    public bool Equals(ReadOnlySpan<KeyValuePair<string, object?>> alternate, TagSet other)
    {
        if (alternate.Length != other.Tags.Length) return false;
        for (int i = 0; i < alternate.Length; i++)
        {
            if (alternate[i].Key != other.Tags[i].Key || !Equals(alternate[i].Value, other.Tags[i].Value)) return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public int GetHashCode(ReadOnlySpan<KeyValuePair<string, object?>> alternate)
    {
        var hash = default(HashCode);
        foreach (KeyValuePair<string, object?> tag in alternate)
        {
            hash.Add(tag.Key);
            hash.Add(tag.Value);
        }

        return hash.ToHashCode();
    }
}
