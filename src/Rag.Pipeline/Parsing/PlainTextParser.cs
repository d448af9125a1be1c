using Rag.Pipeline.Parsing.Charsets;

namespace Rag.Pipeline.Parsing;

/// <summary>Plain text: the text as it is, whatever its character encoding.</summary>
internal sealed class PlainTextParser(ParsingOptions options) : IDocumentParser
{
    public IReadOnlyCollection<string> ContentTypes { get; } = [Parsing.ContentTypes.PlainText];

    public async Task<ParsedDocument> ParseAsync(ParseSource source, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> bytes = await SourceReader.ReadAsync(source, options.MaxTextLength, cancellationToken);
        DecodedText decoded = TextDecoder.Decode(bytes.Span);
        var document = new ParsedDocumentBuilder(options.MaxTextLength);
        document.Append(decoded.Text);
        if (decoded.Warning is { } warning)
            document.Warn(warning);
        return document.Build();
    }
}
