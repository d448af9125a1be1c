using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Rag.Pipeline;

/// <summary>
/// Identity of a chunk: the first 128 bits of SHA-256 over (tenant, collection, generation, document, version,
/// ordinal). The same step run twice gives the same ids, which is what makes ingestion idempotent.
/// </summary>
/// <param name="Value">The 128 bits, big-endian.</param>
public readonly record struct ChunkId(UInt128 Value) : IComparable<ChunkId>
{
    /// <summary>Length of the text form in characters.</summary>
    public const int TextLength = 32;

    /// <summary>
    /// Derives the id of the chunk at a 0-based <paramref name="ordinal"/> of one version of a document.
    /// </summary>
    public static ChunkId Create(IndexId index, string documentId, long version, int ordinal)
    {
        // Length-prefixed parts: no two different tuples share one input.
        byte[] input = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"{index.Tenant.Length}:{index.Tenant}{index.Collection.Length}:{index.Collection}{index.Generation}:" +
            $"{documentId.Length}:{documentId}{version}:{ordinal}"));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        return new ChunkId(BinaryPrimitives.ReadUInt128BigEndian(hash));
    }

    /// <summary>Reads 32 hexadecimal digits; <see langword="false"/> for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ChunkId id)
    {
        bool parsed = UInt128.TryParse(
            text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out UInt128 value);
        id = new ChunkId(value);
        return parsed && text.Length == TextLength;
    }

    /// <summary>Reads 32 hexadecimal digits.</summary>
    /// <exception cref="FormatException">The text is not 32 hexadecimal digits.</exception>
    public static ChunkId Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out ChunkId id)
            ? id
            : throw new FormatException($"'{text}' is not a chunk id: 32 hexadecimal digits.");

    /// <summary>Orders by value; used only to break ties in a stable way.</summary>
    public int CompareTo(ChunkId other) => Value.CompareTo(other.Value);

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator <(ChunkId left, ChunkId right) => left.CompareTo(right) < 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator >(ChunkId left, ChunkId right) => left.CompareTo(right) > 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator <=(ChunkId left, ChunkId right) => left.CompareTo(right) <= 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator >=(ChunkId left, ChunkId right) => left.CompareTo(right) >= 0;
}
