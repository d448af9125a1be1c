using System.Globalization;

namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>
/// PDF by poppler's <c>pdfinfo</c>, <c>pdftotext</c> and <c>pdftohtml</c>, each in a process of its own under limits.
/// The second says which words stand where, the third in which fonts they are printed, and the document's outline.
/// </summary>
internal sealed class PdfParser(ParsingOptions options) : IDocumentParser
{
    private const int MaxInformationSizeBytes = 1_000_000;

    public IReadOnlyCollection<string> ContentTypes { get; } = [Parsing.ContentTypes.Pdf];

    public async Task<ParsedDocument> ParseAsync(ParseSource source, CancellationToken cancellationToken)
    {
        // Poppler wants to seek, so it gets a file; the name is ours, not the uploader's.
        string path = Path.Combine(Path.GetTempPath(), $"rag-{Guid.NewGuid():N}.pdf");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(options.Timeout);
        try
        {
            await CopyAsync(source.Content, path, cancellationToken);
            PdfInformation information = await ReadInformationAsync(path, deadline.Token);
            IReadOnlyList<PdfPage> pages = await ReadPagesAsync(path, deadline.Token);
            var fonts = new PdfFontReader(pages);
            bool hasFonts = await TryReadFontsAsync(path, fonts, deadline.Token, cancellationToken);
            return Build(information, pages, fonts.Outline, hasFonts);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ParseException("timeout",
                $"Reading the PDF took longer than {options.Timeout.TotalSeconds} seconds, the limit. Split the file.");
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task CopyAsync(Stream content, string path, CancellationToken cancellationToken)
    {
        var fileOptions = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            fileOptions.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new FileStream(path, fileOptions);
        content.Position = 0;
        await content.CopyToAsync(file, cancellationToken);
    }

    private async Task<PdfInformation> ReadInformationAsync(string path, CancellationToken cancellationToken)
    {
        var output = new MemoryStream();
        PopplerResult result = await PopplerTool.RunAsync(
            "pdfinfo", ["-enc", "UTF-8", path],
            (stream, token) => CopyLimitedAsync(stream, output, token), options, cancellationToken);
        result.Check("pdfinfo", options);
        var information = PdfInformation.Read(output.ToArray());
        if (information.PageCount > options.MaxPageCount)
            throw new ParseException("too_large",
                $"The PDF has {information.PageCount} pages, the limit is {options.MaxPageCount}. Split it.");
        return information;
    }

    private static async Task CopyLimitedAsync(Stream stream, MemoryStream output, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (output.Length + read > MaxInformationSizeBytes)
                throw new ParseException("too_large",
                    $"The PDF says more than {MaxInformationSizeBytes} bytes about itself, the limit. Save it anew.");
            output.Write(buffer, 0, read);
        }
    }

    private async Task<IReadOnlyList<PdfPage>> ReadPagesAsync(string path, CancellationToken cancellationToken)
    {
        string lastPage = options.MaxPageCount.ToString(CultureInfo.InvariantCulture);
        var layout = new PdfLayoutReader(options.MaxTextLength);
        PopplerResult result = await PopplerTool.RunAsync(
            "pdftotext", ["-enc", "UTF-8", "-eol", "unix", "-bbox-layout", "-l", lastPage, path, "-"],
            layout.ReadAsync, options, cancellationToken);
        result.Check("pdftotext", options);
        return [.. PdfFurniture.Remove(layout.Pages).Select(PdfTables.Rebuild).Select(PdfLabels.Attach)];
    }

    // Headings are worth having, but a text without them is a text all the same.
    private async Task<bool> TryReadFontsAsync(
        string path, PdfFontReader fonts, CancellationToken deadline, CancellationToken cancellationToken)
    {
        string zoom = PdfFontReader.Zoom.ToString(CultureInfo.InvariantCulture);
        string lastPage = options.MaxPageCount.ToString(CultureInfo.InvariantCulture);
        try
        {
            PopplerResult result = await PopplerTool.RunAsync(
                "pdftohtml",
                ["-xml", "-i", "-stdout", "-hidden", "-nodrm", "-fontfullname", "-zoom", zoom, "-l", lastPage, path],
                fonts.ReadAsync, options, deadline);
            return result.ExitCode == 0;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private ParsedDocument Build(
        PdfInformation information, IReadOnlyList<PdfPage> pages, IReadOnlyList<PdfOutlineEntry> outline, bool hasFonts)
    {
        string? ownTitle = PdfOutlineMatcher.Mark(outline, pages) ? null : new PdfHeadings(pages).Mark();
        var document = new ParsedDocumentBuilder(options.MaxTextLength)
        {
            Title = information.Title ?? ownTitle,
            Author = information.Author,
        };
        var writer = new PdfTextWriter(document, new PdfParagraphs(new PdfHyphens(pages)));
        var emptyPages = new List<int>();
        for (int index = 0; index < pages.Count; index++)
            if (!writer.Write(pages[index]))
                emptyPages.Add(index + 1);
        writer.End();
        if (emptyPages.Count > 0 && emptyPages.Count < pages.Count)
            document.Warn($"{emptyPages.Count} of {pages.Count} pages hold no text (pictures or scans): "
                + $"{PageNumbers.Describe(emptyPages)}.");
        if (!hasFonts)
            document.Warn("The fonts of the PDF cannot be read, so it has no headings. Open it and save it anew.");
        return document.Build(
            "The PDF holds no text; its pages are pictures, probably scans. Put it through text recognition (OCR).");
    }
}
