using System.Globalization;
using System.Net;
using System.Text;

namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>
/// Reads what <c>pdftotext -bbox-layout</c> writes: pages, blocks, lines and words with their places. The plain output
/// of the program is not used, because it drops every hyphen at the end of a line, also those of <c>well-known</c> and
/// <c>2020-2021</c>, and says nothing of places.
/// </summary>
/// <param name="maxTextLength">Most UTF-16 units of words; more is <c>too_large</c>.</param>
internal sealed class PdfLayoutReader(int maxTextLength)
{
    private readonly List<PdfPage> _pages = [];
    private readonly PdfLineBuilder _line = new();
    private List<PdfLine>? _block;
    private int _length;

    /// <summary>The pages, in their order.</summary>
    public IReadOnlyList<PdfPage> Pages => _pages;

    /// <summary>Reads to the end.</summary>
    /// <exception cref="ParseException"><c>too_large</c>.</exception>
    public async Task ReadAsync(Stream output, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(output, Encoding.UTF8, false, 64 * 1024, leaveOpen: true);
        bool isBody = false;
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            // What is before is the document's title, in which anything may stand.
            isBody = isBody || line == "<doc>";
            if (!isBody)
                continue;
            if (line.Contains("<word ", StringComparison.Ordinal))
                ReadWord(await CompleteAsync(line, reader, cancellationToken));
            else
                ReadStructure(line.AsSpan().Trim());
        }
    }

    // A font may map a character to a line feed.
    private async Task<string> CompleteAsync(string line, StreamReader reader, CancellationToken cancellationToken)
    {
        const string End = "</word>";
        if (line.EndsWith(End, StringComparison.Ordinal))
            return line;
        var word = new StringBuilder(line);
        while (!line.EndsWith(End, StringComparison.Ordinal)
            && await reader.ReadLineAsync(cancellationToken) is { } next)
        {
            line = next;
            word.Append(' ').Append(line);
            if (word.Length > maxTextLength)
                throw TooLarge();
        }
        return word.ToString();
    }

    private void ReadStructure(ReadOnlySpan<char> line)
    {
        if (line.StartsWith("<page "))
            _pages.Add(new PdfPage(Attribute(line, "width"), Attribute(line, "height"), []));
        else if (line.StartsWith("<block "))
            _block = [];
        else if (line is "</line>" && _line.Build() is { } built)
            _block?.Add(built);
        else if (line is "</block>" && _block is { Count: > 0 } block && _pages.Count > 0)
            _pages[^1].Blocks.Add(block);
    }

    private void ReadWord(ReadOnlySpan<char> line)
    {
        int start = line.IndexOf('>') + 1;
        int end = line.LastIndexOf('<');
        if (start == 0 || end < start)
            return;
        ReadOnlySpan<char> tag = line[..start];
        string word = WebUtility.HtmlDecode(line[start..end].ToString());
        _length += word.Length;
        if (_length > maxTextLength)
            throw TooLarge();
        _line.Add(word, new PdfBox(
            Attribute(tag, "xMin"), Attribute(tag, "yMin"), Attribute(tag, "xMax"), Attribute(tag, "yMax")));
    }

    private static double Attribute(ReadOnlySpan<char> tag, ReadOnlySpan<char> name)
    {
        int at = tag.IndexOf(name);
        if (at < 0)
            return 0;
        ReadOnlySpan<char> value = tag[(at + name.Length + 2)..];
        int end = value.IndexOf('"');
        // A place that is no number is one that nobody can see; it must not spoil comparisons either.
        return end > 0
            && double.TryParse(value[..end], NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number) ? number : 0;
    }

    private ParseException TooLarge() => new("too_large",
        $"The PDF holds more than {maxTextLength} characters of text, the limit. Split it into smaller files.");
}
