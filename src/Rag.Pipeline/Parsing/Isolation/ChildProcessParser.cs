namespace Rag.Pipeline.Parsing.Isolation;

/// <summary>
/// The formats that only a child process may read: their libraries can be brought to overflow the stack, to fill memory
/// or to run for hours.
/// </summary>
internal sealed class ChildProcessParser(ParserPool pool) : IDocumentParser
{
    // Asked of the parsers themselves, so that no format is in one list and not in the other.
    public IReadOnlyCollection<string> ContentTypes { get; } =
        IsolatedParsers.Create(new ParsingOptions()).ContentTypes;

    public Task<ParsedDocument> ParseAsync(ParseSource source, CancellationToken cancellationToken) =>
        pool.ParseAsync(source, cancellationToken);
}
