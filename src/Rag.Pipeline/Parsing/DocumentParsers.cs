using System.Collections.Frozen;

namespace Rag.Pipeline.Parsing;

/// <summary>All parsers as one: the content type chooses.</summary>
internal sealed class DocumentParsers(IEnumerable<IDocumentParser> parsers) : IDocumentParser
{
    private readonly FrozenDictionary<string, IDocumentParser> _parsers = parsers
        .SelectMany(parser => parser.ContentTypes.Select(contentType => (contentType, parser)))
        .ToFrozenDictionary(pair => pair.contentType, pair => pair.parser);

    public IReadOnlyCollection<string> ContentTypes => _parsers.Keys;

    public Task<ParsedDocument> ParseAsync(ParseSource source, CancellationToken cancellationToken) =>
        _parsers.TryGetValue(source.ContentType, out IDocumentParser? parser)
            ? parser.ParseAsync(source, cancellationToken)
            : throw new ArgumentException(
                $"No parser for '{source.ContentType}'. Uploads are resolved by ContentTypes.Resolve.", nameof(source));
}
