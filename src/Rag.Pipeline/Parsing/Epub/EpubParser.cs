using Rag.Pipeline.Parsing.Containers;

namespace Rag.Pipeline.Parsing.Epub;

/// <summary>
/// EPUB books, chapter by chapter in the order of reading, without the page that lists the contents. Runs in the child
/// process; nothing is fetched and no script runs.
/// </summary>
internal sealed class EpubParser(ParsingOptions options) : IDocumentParser
{
    public IReadOnlyCollection<string> ContentTypes { get; } = [Parsing.ContentTypes.Epub];

    public Task<ParsedDocument> ParseAsync(ParseSource source, CancellationToken cancellationToken)
    {
        var document = new ParsedDocumentBuilder(options.MaxTextLength);
        ArchiveFile.Read(
            source, "EPUB book", options, archive => Read(new BookFiles(archive), document, cancellationToken));
        return Task.FromResult(document.Build("The book holds no text; perhaps its pages are images."));
    }

    private static void Read(BookFiles files, ParsedDocumentBuilder document, CancellationToken cancellationToken)
    {
        BookPackage package = BookPackage.Read(files);
        document.Title = package.Title;
        document.Author = package.Author;
        IReadOnlySet<string> encrypted = BookProtection.FindEncrypted(files);
        if (package.Chapters.FirstOrDefault(encrypted.Contains) is { } protectedChapter)
            throw new ParseException("encrypted",
                $"The book's '{protectedChapter}' is encrypted (DRM). Upload a copy without protection.");
        IReadOnlyDictionary<string, string> labels = BookContents.Read(files, package);
        foreach (string path in package.Chapters)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (files.TryRead(path) is { } bytes)
                BookPage.Write(document, bytes, labels.GetValueOrDefault(path));
            else
                document.Warn($"'{path}' is missing in the file.");
        }
    }
}
