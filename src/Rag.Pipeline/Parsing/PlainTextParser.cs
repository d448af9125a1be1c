namespace Rag.Pipeline.Parsing;

/// <summary>Plain text: the text as it is, whatever its character encoding.</summary>
internal sealed class PlainTextParser(ParsingOptions options) : IDocumentParser
{
    public IReadOnlyCollection<string> ContentTypes { get; } = [Parsing.ContentTypes.PlainText];

    public async Task<ParsedDocument> ParseAsync(ParseSource source, CancellationToken cancellationToken)
    {
        var document = new ParsedDocumentBuilder(options.MaxTextLength);
        string text = await SourceReader.ReadTextAsync(source, document, options.MaxTextLength, cancellationToken);
        document.Append(text);
        return document.Build();
    }
}
