using System.Text;

namespace Rag.Pipeline.Parsing.Charsets;

/// <summary>
/// A Unicode encoding that shows in the bytes: by a byte order mark, or by where the zero bytes stand.
/// </summary>
/// <param name="Encoding">Replaces what is invalid.</param>
/// <param name="PreambleSize">Bytes to skip before the text.</param>
internal sealed record UnicodeSignature(Encoding Encoding, int PreambleSize)
{
    // Enough to see the pattern, few enough to stay cheap on every upload.
    private const int SampleSize = 4096;

    /// <summary>The encoding; <see langword="null"/> if neither mark nor pattern is there.</summary>
    public static UnicodeSignature? Find(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => new(Encoding.UTF8, 3),
        [0xFF, 0xFE, 0, 0, ..] => new(Encoding.UTF32, 4),
        [0, 0, 0xFE, 0xFF, ..] => new(new UTF32Encoding(bigEndian: true, byteOrderMark: true), 4),
        [0xFF, 0xFE, ..] => new(Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => new(Encoding.BigEndianUnicode, 2),
        _ => FindByZeros(bytes[..Math.Min(SampleSize, bytes.Length)]),
    };

    private static UnicodeSignature? FindByZeros(ReadOnlySpan<byte> sample)
    {
        Span<int> zeros = stackalloc int[4];
        zeros.Clear();
        for (int index = 0; index < sample.Length; index++)
            if (sample[index] == 0)
                zeros[index % 4]++;
        int total = zeros[0] + zeros[1] + zeros[2] + zeros[3];
        if (total == 0 || sample.Length < 4)
            return null;

        // Code points end at 10FFFF: the highest byte is always zero, the next one nearly always.
        int units = sample.Length / 4;
        if (zeros[3] >= units && zeros[2] * 2 > units && IsText(sample, Encoding.UTF32))
            return new(Encoding.UTF32, 0);
        if (zeros[0] >= units && zeros[1] * 2 > units && IsText(sample, new UTF32Encoding(true, false)))
            return new(new UTF32Encoding(bigEndian: true, byteOrderMark: false), 0);

        // Spaces and line ends have a zero high byte in every script; a zero low byte is one character in 256.
        int even = zeros[0] + zeros[2], odd = zeros[1] + zeros[3];
        if (IsHighByte(odd, even, sample.Length) && IsText(sample, Encoding.Unicode))
            return new(Encoding.Unicode, 0);
        if (IsHighByte(even, odd, sample.Length) && IsText(sample, Encoding.BigEndianUnicode))
            return new(Encoding.BigEndianUnicode, 0);
        return null;
    }

    private static bool IsHighByte(int zeros, int zerosOfOtherByte, int sampleSize) =>
        zeros > zerosOfOtherByte * 10 && zeros > 1 && zeros * 20 >= sampleSize;

    private static bool IsText(ReadOnlySpan<byte> sample, Encoding encoding)
    {
        string text = encoding.GetString(sample[..(sample.Length / 4 * 4)]);
        int bad = 0;
        foreach (char character in text)
            if (character == '\uFFFD' || (char.IsControl(character) && character is not ('\t' or '\n' or '\r' or '\f')))
                bad++;
        return bad * 50 <= text.Length;
    }
}
