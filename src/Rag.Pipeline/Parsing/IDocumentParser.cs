namespace Rag.Pipeline.Parsing;

/// <summary>Turns a file of some formats into text with positions.</summary>
public interface IDocumentParser
{
    /// <summary>The canonical media types that this parser reads.</summary>
    IReadOnlyCollection<string> ContentTypes { get; }

    /// <summary>Parses a file; the same bytes give the same result.</summary>
    /// <exception cref="ParseException">The file cannot be used; says why.</exception>
    Task<ParsedDocument> ParseAsync(ParseSource source, CancellationToken cancellationToken);
}
