using System.Collections.Frozen;

namespace Rag.Pipeline.Parsing;

/// <summary>The one table of the formats that can be uploaded, and the decision which of them a file has.</summary>
public static class ContentTypes
{
    /// <summary>Portable Document Format.</summary>
    public const string Pdf = "application/pdf";

    /// <summary>Word since 2007 (Office Open XML).</summary>
    public const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>PowerPoint since 2007 (Office Open XML).</summary>
    public const string Pptx = "application/vnd.openxmlformats-officedocument.presentationml.presentation";

    /// <summary>Excel since 2007 (Office Open XML).</summary>
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>An electronic book.</summary>
    public const string Epub = "application/epub+zip";

    /// <summary>A text of LibreOffice and others (OpenDocument).</summary>
    public const string Odt = "application/vnd.oasis.opendocument.text";

    /// <summary>Markdown.</summary>
    public const string Markdown = "text/markdown";

    /// <summary>Text without markup.</summary>
    public const string PlainText = "text/plain";

    /// <summary>Comma-separated values; semicolons and bars are recognised too.</summary>
    public const string Csv = "text/csv";

    /// <summary>Tab-separated values.</summary>
    public const string Tsv = "text/tab-separated-values";

    /// <summary>A web page.</summary>
    public const string Html = "text/html";

    /// <summary>JSON and JSON Lines.</summary>
    public const string Json = "application/json";

    /// <summary>A Jupyter notebook.</summary>
    public const string Notebook = "application/x-ipynb+json";

    /// <summary>How many first bytes <see cref="Resolve"/> wants to see; fewer if the file is shorter.</summary>
    public const int FirstBytesCount = 4096;

    /// <summary>Every format, in the order in which they are told to users.</summary>
    public static IReadOnlyList<DocumentFormat> All { get; } =
    [
        // 1: headings, own hyphens and rows of tables are kept.
        new(Pdf, "PDF", [".pdf"], ["application/x-pdf"]) { Revision = 1 },
        new(Docx, "Word", [".docx", ".docm"], ["application/vnd.ms-word.document.macroenabled.12"]),
        new(Pptx, "PowerPoint", [".pptx", ".pptm", ".ppsx"],
            [
                "application/vnd.ms-powerpoint.presentation.macroenabled.12",
                "application/vnd.openxmlformats-officedocument.presentationml.slideshow",
            ]),
        new(Xlsx, "Excel", [".xlsx", ".xlsm"], ["application/vnd.ms-excel.sheet.macroenabled.12"]),
        new(Epub, "EPUB", [".epub"], []),
        new(Odt, "OpenDocument text", [".odt"], []),
        new(Markdown, "Markdown", [".md", ".markdown", ".mdown", ".mkd"], ["text/x-markdown"]),
        new(PlainText, "plain text", [".txt", ".text", ".log", ".rst", ".adoc", ".org"],
            ["text/x-log", "text/x-rst", "text/prs.fallenstein.rst", "text/asciidoc", "text/org"]),
        new(Csv, "CSV", [".csv"], ["application/csv", "text/x-csv", "text/comma-separated-values"]),
        new(Tsv, "TSV", [".tsv", ".tab"], ["text/tsv"]),
        new(Html, "HTML", [".html", ".htm", ".xhtml"], ["application/xhtml+xml"]),
        new(Json, "JSON", [".json", ".jsonl", ".ndjson"],
            ["text/json", "application/x-ndjson", "application/jsonl", "application/jsonlines"]),
        new(Notebook, "Jupyter notebook", [".ipynb"], ["application/vnd.jupyter"]),
    ];

    private static readonly FrozenDictionary<string, DocumentFormat> ByContentType = All
        .SelectMany(format => format.Aliases.Append(format.ContentType).Select(type => (type, format)))
        .ToFrozenDictionary(pair => pair.type, pair => pair.format, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, DocumentFormat> ByExtension = All
        .SelectMany(format => format.Extensions.Select(extension => (extension, format)))
        .ToFrozenDictionary(pair => pair.extension, pair => pair.format, StringComparer.OrdinalIgnoreCase);

    // Sent by clients that do not know the type. Windows calls every CSV an Excel file.
    private static readonly FrozenSet<string> Generic = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "", PlainText, "application/octet-stream", "binary/octet-stream", "application/x-unknown",
        "application/zip", "application/x-zip-compressed", "application/vnd.ms-excel", "application/text");

    /// <summary>The formats in words, for instance <c>PDF (.pdf), Word (.docx)</c>.</summary>
    public static string Description { get; } =
        string.Join(", ", All.Select(format => $"{format.Name} ({string.Join(' ', format.Extensions)})"));

    /// <summary>The format of a canonical media type; <see langword="null"/> if there is none.</summary>
    public static DocumentFormat? Find(string contentType) => ByContentType.GetValueOrDefault(contentType);

    /// <summary>
    /// Decides which format a file has. A specific media type counts more than the file name's extension, the extension
    /// more than a generic media type; the bytes can only contradict, or decide where nothing else is known.
    /// </summary>
    /// <param name="fileName">What the uploader called the file; <see langword="null"/> if unnamed.</param>
    /// <param name="declaredContentType">
    /// Media type as sent, parameters allowed; <see langword="null"/> if not sent.
    /// </param>
    /// <param name="firstBytes">
    /// The first <see cref="FirstBytesCount"/> bytes of the file, or all of a shorter one.
    /// </param>
    public static ContentTypeResolution Resolve(
        string? fileName, string? declaredContentType, ReadOnlySpan<byte> firstBytes)
    {
        string declared = (declaredContentType ?? "").Split(';')[0].Trim();
        string extension = ExtensionOf(fileName);
        FileSignature? signature = FileSignature.Find(firstBytes);

        DocumentFormat? byExtension = ByExtension.GetValueOrDefault(extension);
        DocumentFormat? format = Generic.Contains(declared)
            ? byExtension ?? ByContentType.GetValueOrDefault(declared)
            : ByContentType.GetValueOrDefault(declared);
        if (format is null && Generic.Contains(declared) && extension.Length == 0)
            format = signature is null ? ByContentType[PlainText] : FormatOf(signature);
        if (format is null)
            return Unsupported(fileName, declared, signature);
        return Contradicts(format, signature) ? Mislabelled(format, fileName, signature!) : Supported(format);
    }

    private static string ExtensionOf(string? fileName)
    {
        int dot = fileName?.LastIndexOf('.') ?? -1;
        bool isInLastSegment = dot >= 0 && fileName!.AsSpan(dot).IndexOfAny('/', '\\') < 0;
        return isInLastSegment ? fileName![dot..].Trim() : "";
    }

    private static DocumentFormat? FormatOf(FileSignature signature) =>
        signature.ContentType is null ? null : ByContentType.GetValueOrDefault(signature.ContentType);

    // A PDF or DOCX without any known signature is let through: its parser says more exactly what is broken.
    private static bool Contradicts(DocumentFormat format, FileSignature? signature) =>
        signature is not null && !signature.IsPossibleFor(format);

    private static ContentTypeResolution Supported(DocumentFormat format) =>
        new(ContentTypeOutcome.Supported, format.ContentType, null);

    private static ContentTypeResolution Unsupported(string? fileName, string declared, FileSignature? signature)
    {
        string type = declared.Length == 0 ? "" : $" of type '{declared}'";
        string found = signature is null ? "" : $" Its bytes are {signature.Name}.";
        return new(ContentTypeOutcome.Unsupported, null,
            $"The file '{fileName ?? "(unnamed)"}'{type} is not supported.{found} "
            + $"Supported are: {Description}.");
    }

    private static ContentTypeResolution Mislabelled(
        DocumentFormat format, string? fileName, FileSignature signature) =>
        new(ContentTypeOutcome.Mislabelled, null,
            $"The file '{fileName ?? "(unnamed)"}' is labelled {format.Name} ('{format.ContentType}') but its bytes "
            + $"are {signature.Name}. Upload it under its true type; supported are: {Description}.");
}
