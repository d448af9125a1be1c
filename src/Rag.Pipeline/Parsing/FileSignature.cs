using Rag.Pipeline.Parsing.Charsets;
using Rag.Pipeline.Parsing.Containers;

namespace Rag.Pipeline.Parsing;

/// <summary>What the first bytes of a file give away of its true kind.</summary>
/// <param name="Name">In words, with an article where English wants one.</param>
/// <param name="ContentType">The accepted format that it proves; <see langword="null"/> if none.</param>
internal sealed record FileSignature(string Name, string? ContentType)
{
    // Acrobat reads a file whose header stands within the first kilobyte; so do we.
    private const int PdfHeaderWindow = 1024;

    private static readonly FileSignature Pdf = new("PDF", ContentTypes.Pdf);
    private static readonly FileSignature Zip = new("a ZIP archive", null);
    private static readonly FileSignature Word = new("a Word document", ContentTypes.Docx);
    private static readonly FileSignature PowerPoint = new("a PowerPoint presentation", ContentTypes.Pptx);
    private static readonly FileSignature Ole = new("an old or encrypted Office file (OLE)", null);
    private static readonly FileSignature Binary = new("binary, not text", null);

    private static readonly (byte[] Prefix, FileSignature Signature)[] Others =
    [
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], new("a PNG image", null)),
        ([0xFF, 0xD8, 0xFF], new("a JPEG image", null)),
        ("GIF8"u8.ToArray(), new("a GIF image", null)),
        ("II*\0"u8.ToArray(), new("a TIFF image", null)),
        ("MM\0*"u8.ToArray(), new("a TIFF image", null)),
        ([0x1F, 0x8B, 0x08], new("a gzip archive", null)),
        ([(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C], new("a 7-Zip archive", null)),
        ("Rar!\x1A\x07"u8.ToArray(), new("a RAR archive", null)),
        ("{\\rtf"u8.ToArray(), new("RTF", null)),
        ("%!PS"u8.ToArray(), new("PostScript", null)),
        ("\x7F\x45LF"u8.ToArray(), new("a program (ELF)", null)),
        ("SQLite format 3\0"u8.ToArray(), new("a SQLite database", null)),
    ];

    // Where each kind of ZIP container keeps what it is about.
    private static readonly (string Prefix, FileSignature Signature)[] Entries =
    [
        ("word/", Word),
        ("ppt/", PowerPoint),
        ("xl/", new("an Excel workbook", ContentTypes.Xlsx)),
    ];

    // What the entry 'mimetype' of a ZIP container says.
    private static readonly (string Prefix, FileSignature Signature)[] MediaTypes =
    [
        (ContentTypes.Epub, new("an EPUB book", ContentTypes.Epub)),
        (ContentTypes.Odt, new("an OpenDocument text", ContentTypes.Odt)),
        ("application/vnd.oasis.opendocument.spreadsheet", new("an OpenDocument spreadsheet", null)),
        ("application/vnd.oasis.opendocument.presentation", new("an OpenDocument presentation", null)),
    ];

    /// <summary>The kind of the bytes; <see langword="null"/> if they look like text or like nothing known.</summary>
    public static FileSignature? Find(ReadOnlySpan<byte> firstBytes)
    {
        if (firstBytes.StartsWith("PK\x03\x04"u8) || firstBytes.StartsWith("PK\x05\x06"u8))
            return ZipContents.Identify(firstBytes) ?? Zip;
        if (firstBytes.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            return Ole;
        foreach ((byte[] prefix, FileSignature signature) in Others)
            if (firstBytes.StartsWith(prefix))
                return signature;
        int header = firstBytes[..Math.Min(PdfHeaderWindow, firstBytes.Length)].IndexOf("%PDF-"u8);
        if (header == 0 || (header > 0 && firstBytes.Contains((byte)0)))
            return Pdf;
        return IsBinary(firstBytes) ? Binary : null;
    }

    /// <summary>The kind of ZIP container that holds an entry; <see langword="null"/> if many may.</summary>
    public static FileSignature? OfEntry(string name) =>
        Entries.FirstOrDefault(entry => name.StartsWith(entry.Prefix, StringComparison.OrdinalIgnoreCase)).Signature;

    /// <summary>The kind of a ZIP container that names its media type.</summary>
    public static FileSignature OfMediaType(string mediaType) =>
        MediaTypes.FirstOrDefault(type => type.Prefix == mediaType).Signature ?? Zip;

    /// <summary>Whether a file of the format may have these bytes.</summary>
    public bool IsPossibleFor(DocumentFormat format) => format.ContentType switch
    {
        // Binary garbage labelled PDF is a broken PDF, and the parser says so; an OLE file labelled Word is an
        // encrypted one; a ZIP container that hides what it holds is told by its parser.
        ContentTypes.Pdf => this == Pdf || this == Binary,
        ContentTypes.Docx or ContentTypes.Pptx or ContentTypes.Xlsx =>
            ContentType == format.ContentType || this == Zip || this == Ole || this == Binary,
        ContentTypes.Epub or ContentTypes.Odt =>
            ContentType == format.ContentType || this == Zip || this == Binary,
        _ => false,
    };

    private static bool IsBinary(ReadOnlySpan<byte> bytes)
    {
        if (UnicodeSignature.Find(bytes) is not null)
            return false;
        if (bytes.Contains((byte)0))
            return true;
        int controls = 0;
        foreach (byte value in bytes)
            if (value < 0x20 && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 0x0C or 0x1B))
                controls++;
        // Old text files hold a stray control character now and then; compressed data has one byte in nine of them.
        return controls * 20 > bytes.Length;
    }
}
