using System.Text;
using Rag.Pipeline.Parsing.Charsets;

namespace Rag.Pipeline.Parsing.Delimited;

/// <summary>
/// CSV and TSV. Every record becomes a paragraph of <c>column: value</c> lines.
/// </summary>
internal sealed class DelimitedParser(ParsingOptions options) : IDocumentParser
{
    public IReadOnlyCollection<string> ContentTypes { get; } = [Parsing.ContentTypes.Csv, Parsing.ContentTypes.Tsv];

    public async Task<ParsedDocument> ParseAsync(ParseSource source, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> bytes = await SourceReader.ReadAsync(source, options.MaxTextLength, cancellationToken);
        DecodedText decoded = TextDecoder.Decode(bytes.Span);
        char? separator = source.ContentType == Parsing.ContentTypes.Tsv ? '\t' : null;

        ParsedDocumentBuilder document;
        try
        {
            document = Write(decoded.Text, separator, canSpanLines: true, cancellationToken);
        }
        catch (OpenQuoteException)
        {
            // The rest of the file would be one field; with every line end closing a record, the rows come apart again.
            document = Write(decoded.Text, separator, canSpanLines: false, cancellationToken);
            document.Warn("A quote is never closed; every line was read as a row of its own.");
        }
        if (decoded.Warning is { } warning)
            document.Warn(warning);
        return document.Build();
    }

    private ParsedDocumentBuilder Write(
        string text, char? separator, bool canSpanLines, CancellationToken cancellationToken)
    {
        var document = new ParsedDocumentBuilder(options.MaxTextLength);
        var records = DelimitedRecords.Read(text, separator, canSpanLines, options);
        var passage = new StringBuilder();
        foreach (string[] row in records.Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            passage.Clear();
            for (int index = 0; index < row.Length; index++)
                RecordText.AppendField(passage, NameOf(index, records.Columns), row[index]);
            if (passage.Length > 0)
                document.AppendParagraph(passage.ToString());
        }
        // A header alone is still worth finding.
        if (document.Length == 0 && records.Columns.Count > 0)
            document.Append(string.Join('\n', records.Columns));
        return document;
    }

    private static string NameOf(int index, IReadOnlyList<string> columns) =>
        index < columns.Count ? columns[index] : DelimitedRecords.DefaultName(index);
}
