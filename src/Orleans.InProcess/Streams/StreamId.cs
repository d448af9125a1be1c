using System.Globalization;

namespace Orleans.Runtime;

/// <summary>The identity of a stream: a namespace and a key, written <c>namespace/key</c>.</summary>
public readonly struct StreamId : IEquatable<StreamId>, IComparable<StreamId>
{
    private readonly string? _namespace;
    private readonly string _key;

    private StreamId(string? ns, string key)
    {
        _namespace = ns;
        _key = key;
    }

    /// <summary>Joins a namespace and a key.</summary>
    /// <param name="ns">The namespace; <see langword="null"/> means none.</param>
    /// <param name="key">The key.</param>
    /// <returns>The id.</returns>
    public static StreamId Create(string? ns, string key) => new(ns, key);

    /// <summary>Joins a namespace and a key.</summary>
    /// <param name="ns">The namespace; <see langword="null"/> means none.</param>
    /// <param name="key">The key.</param>
    /// <returns>The id.</returns>
    public static StreamId Create(string? ns, Guid key) => new(ns, key.ToString("N"));

    /// <summary>Joins a namespace and a key.</summary>
    /// <param name="ns">The namespace; <see langword="null"/> means none.</param>
    /// <param name="key">The key.</param>
    /// <returns>The id.</returns>
    public static StreamId Create(string? ns, long key) => new(ns, key.ToString(CultureInfo.InvariantCulture));

    /// <summary>Compares two ids for equality.</summary>
    /// <param name="s1">One id.</param>
    /// <param name="s2">The other id.</param>
    /// <returns>Whether both name the same stream.</returns>
    public static bool operator ==(StreamId s1, StreamId s2) => s1.Equals(s2);

    /// <summary>Compares two ids for inequality.</summary>
    /// <param name="s1">One id.</param>
    /// <param name="s2">The other id.</param>
    /// <returns>Whether they name different streams.</returns>
    public static bool operator !=(StreamId s1, StreamId s2) => !s1.Equals(s2);

    /// <summary>The key.</summary>
    /// <returns>The key as text.</returns>
    public string GetKeyAsString() => _key;

    /// <summary>The namespace.</summary>
    /// <returns>The namespace; <see langword="null"/> if there is none.</returns>
    public string? GetNamespace() => _namespace;

    /// <inheritdoc/>
    public bool Equals(StreamId other) => string.Equals(_key, other._key, StringComparison.Ordinal)
        && string.Equals(_namespace, other._namespace, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is StreamId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_namespace, _key);

    /// <inheritdoc/>
    public int CompareTo(StreamId other)
    {
        int order = string.CompareOrdinal(_namespace, other._namespace);
        return order != 0 ? order : string.CompareOrdinal(_key, other._key);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{_namespace ?? "null"}/{_key}";
}
