using System.Text;

namespace Rag.Stores.Keywords;

/// <summary>
/// The terms of a passage and how often each stands there, as bytes: for each term the length of its UTF-8 as a varint,
/// the UTF-8, and the frequency as a varint. This is what is durable of the keyword index.
/// </summary>
internal ref struct TermFrequencies(ReadOnlySpan<byte> bytes)
{
    /// <summary>Longest term in UTF-16 units, from the text analysis.</summary>
    public const int MaxTermLength = 512;

    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Writes the terms of a passage.</summary>
    public static byte[] Encode(Dictionary<string, int> frequencies) =>
        Encode([.. frequencies.Keys], [.. frequencies.Values]);

    /// <summary>Writes the terms of a passage.</summary>
    /// <param name="terms">The different terms.</param>
    /// <param name="frequencies">How often each stands there.</param>
    public static byte[] Encode(ReadOnlySpan<string> terms, ReadOnlySpan<int> frequencies)
    {
        using var bytes = new MemoryStream(terms.Length * 10);
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        for (int i = 0; i < terms.Length; i++)
        {
            writer.Write(terms[i]);
            writer.Write7BitEncodedInt(frequencies[i]);
        }

        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>Reads the next term to the start of a buffer of <see cref="MaxTermLength"/>.</summary>
    /// <exception cref="FormatException">The bytes are not what <c>Encode</c> writes.</exception>
    public bool TryRead(scoped Span<char> buffer, out int termLength, out int frequency)
    {
        termLength = 0;
        frequency = 0;
        if (_rest.IsEmpty) return false;
        int size = ReadNumber();
        if (size > _rest.Length || Encoding.UTF8.GetCharCount(_rest[..size]) > buffer.Length)
            throw new FormatException("Damaged term frequencies.");
        termLength = Encoding.UTF8.GetChars(_rest[..size], buffer);
        _rest = _rest[size..];
        frequency = ReadNumber();
        return true;
    }

    private int ReadNumber()
    {
        uint number = 0;
        for (int shift = 0; shift < 32; shift += 7)
        {
            if (_rest.IsEmpty) break;
            byte part = _rest[0];
            _rest = _rest[1..];
            number |= (uint)(part & 0x7F) << shift;
            if (part < 0x80) return number <= int.MaxValue ? (int)number : throw new FormatException("Damaged number.");
        }

        throw new FormatException("Damaged number.");
    }
}
