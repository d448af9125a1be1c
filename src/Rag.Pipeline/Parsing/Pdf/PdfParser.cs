using System.Globalization;
using System.Text;

namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>PDF by poppler's <c>pdftotext</c> and <c>pdfinfo</c>, each in a process of its own under limits.</summary>
internal sealed class PdfParser(ParsingOptions options) : IDocumentParser
{
    private const int MaxInformationSizeBytes = 1_000_000;
    private const int MaxBytesPerUnit = 3;
    private const int ProgramNotFound = 127;

    // 128 and the number of SIGXCPU.
    private const int ProcessorTimeExceeded = 152;

    public IReadOnlyCollection<string> ContentTypes { get; } = [Parsing.ContentTypes.Pdf];

    public async Task<ParsedDocument> ParseAsync(ParseSource source, CancellationToken cancellationToken)
    {
        // Poppler wants to seek, so it gets a file; the name is ours, not the uploader's.
        string path = Path.Combine(Path.GetTempPath(), $"rag-{Guid.NewGuid():N}.pdf");
        try
        {
            await CopyAsync(source.Content, path, cancellationToken);
            PdfInformation information = await ReadInformationAsync(path, cancellationToken);
            string text = await ReadTextAsync(path, cancellationToken);
            return Build(information, text);
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
        PopplerResult result = await PopplerTool.RunAsync(
            "pdfinfo", ["-enc", "UTF-8", path], MaxInformationSizeBytes, options, cancellationToken);
        Check(result, "pdfinfo");
        var information = PdfInformation.Read(result.Output);
        if (information.PageCount > options.MaxPageCount)
            throw new ParseException("too_large",
                $"The PDF has {information.PageCount} pages, the limit is {options.MaxPageCount}. Split it.");
        return information;
    }

    private async Task<string> ReadTextAsync(string path, CancellationToken cancellationToken)
    {
        string lastPage = options.MaxPageCount.ToString(CultureInfo.InvariantCulture);
        int maxSize = (int)Math.Min((long)options.MaxTextLength * MaxBytesPerUnit, Array.MaxLength);
        PopplerResult result = await PopplerTool.RunAsync(
            "pdftotext", ["-enc", "UTF-8", "-eol", "unix", "-l", lastPage, path, "-"], maxSize, options,
            cancellationToken);
        Check(result, "pdftotext");
        return Encoding.UTF8.GetString(result.Output);
    }

    private void Check(PopplerResult result, string program)
    {
        if (result.ExitCode == 0)
            return;
        if (result.ExitCode == ProgramNotFound)
            throw new PopplerMissingException(program);
        if (result.Errors.Contains("Incorrect password", StringComparison.Ordinal))
            throw new ParseException("encrypted", "The PDF is protected by a password. Remove it and upload again.");
        if (result.Errors.Contains("Unsupported", StringComparison.OrdinalIgnoreCase)
            && result.Errors.Contains("security handler", StringComparison.OrdinalIgnoreCase))
            throw new ParseException("encrypted", "The PDF is encrypted in a way that cannot be read. Remove that.");
        if (result.ExitCode == ProcessorTimeExceeded)
            throw new ParseException("timeout",
                $"Reading the PDF took more than {options.Timeout.TotalSeconds} seconds of processor time, the limit.");
        if (result.Errors.Contains("ut of memory", StringComparison.Ordinal)
            || result.Errors.Contains("bad_alloc", StringComparison.Ordinal))
            throw new ParseException("too_large",
                $"Reading the PDF takes more than {options.MaxMemoryMegabytes} MiB of memory, the limit.");
        // Above 128 the program was ended by another signal: the file crashes it.
        string why = result.Errors.Split('\n')
            .LastOrDefault(line => line.Contains("Error", StringComparison.Ordinal), "");
        throw new ParseException("corrupt", why.Length > 0
            ? $"The PDF cannot be read ({program}: {why}). Open it and save it anew."
            : $"The PDF cannot be read ({program} ended with code {result.ExitCode}). Open it and save it anew.");
    }

    private ParsedDocument Build(PdfInformation information, string text)
    {
        var document = new ParsedDocumentBuilder(options.MaxTextLength)
        {
            Title = information.Title,
            Author = information.Author,
        };
        // The program ends every page, the last one too, with a form feed.
        string[] pages = text.Split('\f');
        int pageCount = Math.Max(1, pages[^1].Length == 0 ? pages.Length - 1 : pages.Length);
        var lines = new PdfLines(text);
        int emptyPages = 0;
        for (int index = 0; index < pageCount; index++)
        {
            if (document.Length > 0)
                document.Append("\n\n");
            document.StartPage();
            int start = document.Length;
            document.Append(lines.Join(pages[index]));
            if (document.Length == start)
                emptyPages++;
        }
        if (emptyPages > 0 && emptyPages < pageCount)
            document.Warn($"{emptyPages} of {pageCount} pages hold no text (pictures or scans).");
        return document.Build(
            "The PDF holds no text; its pages are pictures, probably scans. Put it through text recognition (OCR).");
    }
}
