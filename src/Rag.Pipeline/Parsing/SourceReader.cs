using Rag.Pipeline.Parsing.Charsets;

namespace Rag.Pipeline.Parsing;

/// <summary>Reads a whole upload into memory, for parsers that need all of it at once.</summary>
internal static class SourceReader
{
    // No text format takes more than four bytes for a UTF-16 unit.
    private const int MaxBytesPerUnit = 4;

    /// <summary>The bytes of a text file.</summary>
    /// <exception cref="ParseException"><c>too_large</c>: no text within the limit can have that many
    /// bytes.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        ParseSource source, int maxTextLength, CancellationToken cancellationToken)
    {
        long size = source.Content.Length;
        if (size > Math.Min((long)maxTextLength * MaxBytesPerUnit, Array.MaxLength))
            throw new ParseException("too_large",
                $"The file has {size} bytes, more than {maxTextLength} characters of text can have, the limit. "
                + "Split it into smaller files.");
        var bytes = GC.AllocateUninitializedArray<byte>((int)size);
        source.Content.Position = 0;
        await source.Content.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    /// <summary>The characters of a text file that says nothing of their encoding.</summary>
    /// <param name="source">The file.</param>
    /// <param name="document">Hears it if the encoding is not certain.</param>
    /// <param name="maxTextLength">Longest text in UTF-16 units.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ParseException"><c>too_large</c>, as <see cref="ReadAsync"/>.</exception>
    public static async Task<string> ReadTextAsync(
        ParseSource source, ParsedDocumentBuilder document, int maxTextLength, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> bytes = await ReadAsync(source, maxTextLength, cancellationToken);
        DecodedText decoded = TextDecoder.Decode(bytes.Span);
        if (decoded.Warning is { } warning)
            document.Warn(warning);
        return decoded.Text;
    }
}
