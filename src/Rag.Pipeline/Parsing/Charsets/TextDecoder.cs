using System.Text;
using System.Text.Unicode;

namespace Rag.Pipeline.Parsing.Charsets;

/// <summary>
/// Turns the bytes of a text file into characters. Order of evidence: byte order mark, zero-byte pattern of UTF-16 and
/// UTF-32, escape sequences, valid UTF-8, what the file declares, mostly valid UTF-8, statistics.
/// </summary>
internal static class TextDecoder
{
    // So many good UTF-8 sequences for each bad byte make a damaged UTF-8 file more likely than any other encoding.
    private const int GoodSequencesPerBadByte = 20;

    static TextDecoder() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Decodes.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="declaredCharset">What a <c>meta</c> element says; <see langword="null"/> if nothing does.</param>
    public static DecodedText Decode(ReadOnlySpan<byte> bytes, string? declaredCharset = null)
    {
        if (UnicodeSignature.Find(bytes) is { } signature)
            return Decode(bytes[signature.PreambleSize..], signature.Encoding, isGuess: false);
        if (MultiByteCharsets.FindByEscapes(bytes) is { } escaped)
            return Decode(bytes, escaped, isGuess: false);
        if (Utf8.IsValid(bytes))
            return Decode(bytes, Encoding.UTF8, isGuess: false);
        if (FindDeclared(declaredCharset) is { } declared && TryDecodeStrictly(bytes, declared) is { } text)
            return new DecodedText(text, declared.WebName, IsGuess: false);
        return IsDamagedUtf8(bytes)
            ? Decode(bytes, Encoding.UTF8, isGuess: false)
            : Decode(bytes, CharsetDetector.Detect(bytes), isGuess: true);
    }

    /// <summary>The text if every byte has a meaning in the encoding, else <see langword="null"/>.</summary>
    public static string? TryDecodeStrictly(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        try
        {
            return strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static DecodedText Decode(ReadOnlySpan<byte> bytes, Encoding encoding, bool isGuess) =>
        new(encoding.GetString(bytes), encoding.WebName, isGuess);

    private static Encoding? FindDeclared(string? charset)
    {
        if (string.IsNullOrWhiteSpace(charset))
            return null;
        try
        {
            // Browsers read "iso-8859-1" and "us-ascii" as windows-1252, and pages are written for browsers.
            var encoding = Encoding.GetEncoding(charset.Trim());
            return encoding.CodePage is 28591 or 20127 ? Encoding.GetEncoding(1252) : encoding;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsDamagedUtf8(ReadOnlySpan<byte> bytes)
    {
        int good = 0, bad = 0;
        while (!bytes.IsEmpty)
        {
            bool isGood = Rune.DecodeFromUtf8(bytes, out _, out int size) == System.Buffers.OperationStatus.Done;
            if (!isGood)
                bad++;
            else if (size > 1)
                good++;
            bytes = bytes[size..];
        }
        return good >= bad * GoodSequencesPerBadByte;
    }
}
