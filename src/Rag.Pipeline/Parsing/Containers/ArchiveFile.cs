using System.IO.Compression;
using System.Xml;

namespace Rag.Pipeline.Parsing.Containers;

/// <summary>
/// Opens the ZIP containers that are read entry by entry (EPUB, OpenDocument): what is too large or of another kind is
/// refused first.
/// </summary>
internal static class ArchiveFile
{
    /// <summary>Reads one.</summary>
    /// <param name="source">The file.</param>
    /// <param name="name">What it should be, as a user calls it.</param>
    /// <param name="options">The limits.</param>
    /// <param name="read">What to do with the entries.</param>
    /// <exception cref="ParseException">
    /// <c>too_large</c> or <c>corrupt</c>; or what <paramref name="read"/> throws.
    /// </exception>
    public static void Read(ParseSource source, string name, ParsingOptions options, Action<ZipArchive> read)
    {
        ArchiveInspection.Check(source.Content, ContentTypes.Find(source.ContentType)!, options);
        source.Content.Position = 0;
        try
        {
            using var archive = new ZipArchive(source.Content, ZipArchiveMode.Read, leaveOpen: true);
            read(archive);
        }
        catch (Exception failure) when (failure is InvalidDataException or XmlException or UriFormatException)
        {
            throw new ParseException("corrupt", $"The file is not a readable {name}: {failure.Message}", failure);
        }
    }
}
