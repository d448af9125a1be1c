using Rag.Pipeline.Parsing.Docx;
using Rag.Pipeline.Parsing.Epub;
using Rag.Pipeline.Parsing.Html;
using Rag.Pipeline.Parsing.Json;
using Rag.Pipeline.Parsing.Notebooks;
using Rag.Pipeline.Parsing.Odt;
using Rag.Pipeline.Parsing.Pptx;
using Rag.Pipeline.Parsing.Xlsx;

namespace Rag.Pipeline.Parsing.Isolation;

/// <summary>The parsers that run inside the child process.</summary>
internal static class IsolatedParsers
{
    /// <summary>Creates them with the limits of a request.</summary>
    public static IDocumentParser Create(ParsingOptions options) =>
        new DocumentParsers(
        [
            new DocxParser(options),
            new PptxParser(options),
            new XlsxParser(options),
            new EpubParser(options),
            new OdtParser(options),
            new HtmlParser(options),
            new MarkdownParser(options),
            new JsonParser(options),
            new NotebookParser(options),
        ]);
}
