using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Rag.Pipeline;

/// <summary>SHA-256 over a text in UTF-8.</summary>
/// <param name="High">The first 128 bits, big-endian.</param>
/// <param name="Low">The other 128 bits, big-endian.</param>
public readonly record struct TextDigest(UInt128 High, UInt128 Low)
{
    /// <summary>Length of the binary form in bytes.</summary>
    public const int Size = SHA256.HashSizeInBytes;

    private const int HalfSize = Size / 2;

    /// <summary>The digest of a text.</summary>
    public static TextDigest Of(string text) => Read(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Reads the binary form.</summary>
    /// <param name="bytes">Exactly <see cref="Size"/> bytes.</param>
    public static TextDigest Read(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Size);
        return new TextDigest(
            BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[HalfSize..]));
    }

    /// <summary>The binary form: <see cref="Size"/> bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt128BigEndian(bytes.AsSpan(HalfSize), Low);
        return bytes;
    }
}
