using DocumentFormat.OpenXml.Packaging;
using Rag.Pipeline.Parsing.Containers;

namespace Rag.Pipeline.Parsing.Docx;

/// <summary>Word documents. Runs in the child process. Nothing that the file refers to is ever fetched.</summary>
internal sealed class DocxParser(ParsingOptions options) : IDocumentParser
{
    public IReadOnlyCollection<string> ContentTypes { get; } = [Parsing.ContentTypes.Docx];

    public Task<ParsedDocument> ParseAsync(ParseSource source, CancellationToken cancellationToken)
    {
        var document = new ParsedDocumentBuilder(options.MaxTextLength);
        OfficeFile.Read(source, options, file =>
        {
            using var word = WordprocessingDocument.Open(file, isEditable: false);
            Read(word, document, cancellationToken);
        });
        return Task.FromResult(document.Build());
    }

    private static void Read(
        WordprocessingDocument word, ParsedDocumentBuilder document, CancellationToken cancellationToken)
    {
        MainDocumentPart main = word.MainDocumentPart
            ?? throw new ParseException("corrupt", "The file is an Office container without a Word document in it.");
        document.Title = word.PackageProperties.Title;
        document.Author = word.PackageProperties.Creator;
        var writer = new DocxWriter(document, new DocxStyles(main), new DocxNumbering(main));
        if (main.Document?.Body is { } body)
            writer.WriteBlocks(body, cancellationToken);
        writer.WriteNotes(main);
        document.Title ??= writer.TitleParagraph;
    }
}
