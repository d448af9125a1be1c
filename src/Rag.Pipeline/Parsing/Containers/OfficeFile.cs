using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace Rag.Pipeline.Parsing.Containers;

/// <summary>
/// Opens the ZIP containers of Word, PowerPoint and Excel: what is encrypted, old, too large or of another kind is
/// refused before a library sees it. Nothing that a file refers to is ever fetched, and no macro runs.
/// </summary>
internal static class OfficeFile
{
    /// <summary>Reads one.</summary>
    /// <param name="source">The file.</param>
    /// <param name="options">The limits.</param>
    /// <param name="read">What to do with the file, at its start.</param>
    /// <exception cref="ParseException">
    /// <c>encrypted</c>, <c>too_large</c> or <c>corrupt</c>; or what <paramref name="read"/> throws.
    /// </exception>
    public static void Read(ParseSource source, ParsingOptions options, Action<Stream> read)
    {
        DocumentFormat format = ContentTypes.Find(source.ContentType)!;
        OleContainer.Refuse(source.Content, format);
        ArchiveInspection.Check(source.Content, format, options);
        source.Content.Position = 0;
        try
        {
            read(source.Content);
        }
        catch (Exception failure) when (failure is FileFormatException or OpenXmlPackageException or XmlException
            or InvalidDataException or InvalidOperationException or ArgumentException or FormatException
            or KeyNotFoundException)
        {
            throw new ParseException(
                "corrupt", $"The file is not a readable {format.Name} file: {failure.Message}", failure);
        }
    }
}
