using System.Text.Json;
using Rag.Pipeline.Parsing.Json;

namespace Rag.Pipeline.Parsing.Notebooks;

/// <summary>
/// Jupyter notebooks as one Markdown text: what is written stays as it is, code and its outputs are fenced. Runs in the
/// child process, as Markdown does.
/// </summary>
internal sealed class NotebookParser(ParsingOptions options) : IDocumentParser
{
    public IReadOnlyCollection<string> ContentTypes { get; } = [Parsing.ContentTypes.Notebook];

    public async Task<ParsedDocument> ParseAsync(ParseSource source, CancellationToken cancellationToken)
    {
        var document = new ParsedDocumentBuilder(options.MaxTextLength);
        string text = await SourceReader.ReadTextAsync(source, document, options.MaxTextLength, cancellationToken);
        try
        {
            using JsonDocument json = JsonDocument.Parse(LoneSurrogates.Replace(text));
            Write(json.RootElement, document, cancellationToken);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw new ParseException("corrupt", $"The file is not a readable notebook: {failure.Message}", failure);
        }
        MarkdownHeadings.AddTo(document);
        return document.Build("The notebook holds no text.");
    }

    private static void Write(
        JsonElement notebook, ParsedDocumentBuilder document, CancellationToken cancellationToken)
    {
        if (!notebook.TryGetProperty("cells", out JsonElement cells)
            || cells.ValueKind != JsonValueKind.Array)
            throw new ParseException("corrupt",
                "The file is not a notebook of version 4 or later: it has no 'cells'. Convert it with Jupyter, or "
                + "upload it as application/json.");
        JsonElement metadata = NotebookCell.Member(notebook, "metadata");
        string title = NotebookCell.TextOf(NotebookCell.Member(metadata, "title"));
        document.Title = string.IsNullOrWhiteSpace(title) ? null : title;
        document.Author = AuthorsOf(metadata);
        string language = NotebookCell.TextOf(
            NotebookCell.Member(NotebookCell.Member(metadata, "language_info"), "name"));
        foreach (JsonElement cell in cells.EnumerateArray())
        {
            cancellationToken.ThrowIfCancellationRequested();
            string text = NotebookCell.Write(cell, language, document);
            if (!string.IsNullOrWhiteSpace(text))
                document.AppendParagraph(text);
        }
    }

    private static string AuthorsOf(JsonElement metadata)
    {
        JsonElement authors = NotebookCell.Member(metadata, "authors");
        if (authors.ValueKind != JsonValueKind.Array)
            return "";
        return string.Join(", ", authors.EnumerateArray()
            .Select(author => NotebookCell.TextOf(NotebookCell.Member(author, "name"))).Where(name => name.Length > 0));
    }
}
