using System.IO.Compression;
using System.Xml.Linq;
using Rag.Pipeline.Parsing.Containers;

namespace Rag.Pipeline.Parsing.Odt;

/// <summary>
/// OpenDocument texts, as LibreOffice writes them. Runs in the child process. Nothing that the file refers to is ever
/// fetched.
/// </summary>
internal sealed class OdtParser(ParsingOptions options) : IDocumentParser
{
    public IReadOnlyCollection<string> ContentTypes { get; } = [Parsing.ContentTypes.Odt];

    public Task<ParsedDocument> ParseAsync(ParseSource source, CancellationToken cancellationToken)
    {
        var document = new ParsedDocumentBuilder(options.MaxTextLength);
        ArchiveFile.Read(source, "OpenDocument text", options, archive => Read(archive, document, cancellationToken));
        return Task.FromResult(document.Build());
    }

    private static void Read(ZipArchive archive, ParsedDocumentBuilder document, CancellationToken cancellationToken)
    {
        if (IsEncrypted(archive))
            throw new ParseException(
                "encrypted", "The file is protected by a password. Remove it and upload again.");
        XDocument content = TryLoad(archive, "content.xml")
            ?? throw new ParseException("corrupt", "The OpenDocument text has no 'content.xml'.");
        XElement? metadata = TryLoad(archive, "meta.xml")?.Root;
        document.Title = Named(metadata, "title");
        document.Author = Named(metadata, "creator") ?? Named(metadata, "initial-creator");
        var styles = new OdtStyles([content, TryLoad(archive, "styles.xml")]);
        var writer = new OdtWriter(document, styles);
        if (content.Root?.Element(OdtNames.Office + "body")?.Element(OdtNames.Office + "text") is { } body)
            writer.WriteBlocks(body, cancellationToken);
        writer.WriteNotes();
        document.Title ??= writer.TitleParagraph;
    }

    // Old manifests have a document type, so they are not read as XML.
    private static bool IsEncrypted(ZipArchive archive)
    {
        using Stream? manifest = archive.GetEntry("META-INF/manifest.xml")?.Open();
        return manifest is not null
            && new StreamReader(manifest).ReadToEnd().Contains("encryption-data", StringComparison.Ordinal);
    }

    private static XDocument? TryLoad(ZipArchive archive, string name)
    {
        using Stream? entry = archive.GetEntry(name)?.Open();
        return entry is null ? null : EntryXml.Load(entry);
    }

    private static string? Named(XElement? metadata, string name)
    {
        string? value = metadata?.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
        return string.IsNullOrWhiteSpace(value) ? null : value;
    }
}
