using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Rag.Stores.Embedded;

/// <summary>The Castagnoli checksum, in hardware where there is some.</summary>
internal static class Crc32C
{
    /// <summary>The checksum of nothing, to begin with.</summary>
    public const uint Seed = uint.MaxValue;

    /// <summary>Carries a checksum over more bytes.</summary>
    /// <remarks>Optimised from the first call: a start checks every vector before the runtime has come to it.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte value in bytes) crc = BitOperations.Crc32C(crc, value);
        return crc;
    }

    /// <summary>Carries a checksum over a text's length and UTF-8 bytes.</summary>
    public static uint Append(uint crc, string text)
    {
        // In blocks: texts may be long, the stack is not.
        Span<byte> block = stackalloc byte[3 * 256];
        ReadOnlySpan<char> rest = text;
        crc = BitOperations.Crc32C(crc, (uint)text.Length);
        Encoder encoder = Encoding.UTF8.GetEncoder();
        while (rest.Length > 0)
        {
            encoder.Convert(rest, block, flush: true, out int read, out int written, out _);
            crc = Append(crc, block[..written]);
            rest = rest[read..];
        }

        return crc;
    }
}
