namespace Rag.Pipeline.Parsing.Isolation;

/// <summary>
/// The formats that only a child process may read: their libraries can be brought to overflow the stack, to fill memory
/// or to run for hours.
/// </summary>
internal sealed class ChildProcessParser(ParserPool pool) : IDocumentParser
{
    public IReadOnlyCollection<string> ContentTypes { get; } =
        [Parsing.ContentTypes.Docx, Parsing.ContentTypes.Html, Parsing.ContentTypes.Markdown];

    public Task<ParsedDocument> ParseAsync(ParseSource source, CancellationToken cancellationToken) =>
        pool.ParseAsync(source, cancellationToken);
}
