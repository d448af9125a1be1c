using System.Text;

namespace Rag.Pipeline.Parsing.Charsets;

/// <summary>
/// Guesses the encoding of text that is not Unicode. Every candidate decodes a sample; the one whose result looks most
/// like some language wins: frequent characters for East Asia, letters of one alphabet in sane words for the rest.
/// No trained model: the tables are alphabets in order of frequency, small enough to read.
/// </summary>
internal static class CharsetDetector
{
    // Long enough for statistics, short enough that thirty candidates cost a few milliseconds.
    private const int SampleSize = 32 * 1024;

    /// <summary>The most plausible encoding; windows-1252 if none is.</summary>
    public static Encoding Detect(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> sample = Sample(bytes);
        if (MultiByteCharsets.Find(sample) is { } multiByte)
            return multiByte;

        (Encoding Encoding, double Score) best = (Encoding.GetEncoding(1252), double.MinValue);
        foreach (SingleByteCharset charset in SingleByteCharset.All)
            if (charset.Decode(sample) is { } text && charset.Score(text) is var score && score > best.Score + 1e-9)
                best = (charset.Encoding, score);
        return best.Encoding;
    }

    // Lines that hold something beyond ASCII, so that a long English preamble does not hide the evidence.
    private static ReadOnlySpan<byte> Sample(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= SampleSize)
            return bytes;
        var sample = new List<byte>(SampleSize);
        while (!bytes.IsEmpty && sample.Count < SampleSize)
        {
            int end = bytes.IndexOf((byte)'\n') + 1;
            ReadOnlySpan<byte> line = end == 0 ? bytes : bytes[..end];
            if (line.IndexOfAnyExceptInRange((byte)0, (byte)0x7F) >= 0)
                sample.AddRange(line[..Math.Min(line.Length, SampleSize)]);
            bytes = bytes[line.Length..];
        }
        return sample.ToArray();
    }
}
