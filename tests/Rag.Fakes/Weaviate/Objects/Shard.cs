namespace Rag.Fakes.Weaviate.Objects;

/// <summary>The objects of a class, or of one tenant of it, by id.</summary>
internal sealed class Shard(string name)
{
    /// <summary>12 letters and digits by chance, or the tenant.</summary>
    public string Name => name;

    /// <summary>Whether the tenant can be read and written.</summary>
    public bool IsActive { get; set; } = true;

    public SortedDictionary<string, StoredObject> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>Length of the vectors, fixed by the first one; <see langword="null"/> before it.</summary>
    public int? Dimensions { get; private set; }

    /// <summary>Stores or replaces an object.</summary>
    /// <returns>Why it is refused, or <see langword="null"/>.</returns>
    public string? Put(StoredObject stored)
    {
        if (stored.Vector is { Length: > 65_535 } tooLong)
        {
            return $"marshal object {stored.Id} to binary: could not marshal 'vector' max length exceeded " +
                $"({tooLong.Length}/65535)";
        }

        if (stored.Vector is { } vector && Dimensions is { } dimensions && vector.Length != dimensions)
        {
            return $"Validate vector index for {stored.Id}: new node has a vector with length {vector.Length}. " +
                $"Existing nodes have vectors with length {dimensions}: vector dimensions do not match the index " +
                "dimensions";
        }

        Dimensions ??= stored.Vector?.Length;
        Objects[stored.Id] = stored;
        return null;
    }
}
