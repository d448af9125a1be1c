using System.IO.Compression;

namespace Rag.Pipeline.Parsing.Epub;

/// <summary>The files inside a book by their paths, which are names of entries and never paths on a disk.</summary>
internal sealed class BookFiles(ZipArchive archive)
{
    // Stands for the book, so that references can be resolved; nothing is ever fetched.
    private static readonly Uri Root = new("http://book.invalid/");

    private readonly Dictionary<string, ZipArchiveEntry> _entries = archive.Entries
        .GroupBy(entry => entry.FullName, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The content of a file; <see langword="null"/> if there is none of this path.</summary>
    public byte[]? TryRead(string path)
    {
        if (!_entries.TryGetValue(path, out ZipArchiveEntry? entry))
            return null;
        using Stream content = entry.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>
    /// The path that a reference inside a file means; <see langword="null"/> if it points out of the book.
    /// </summary>
    public static string? Resolve(string file, string reference) =>
        Uri.TryCreate(new Uri(Root, Uri.EscapeDataString(file).Replace("%2F", "/", StringComparison.Ordinal)),
            reference, out Uri? target) && target.Host == Root.Host
            ? Uri.UnescapeDataString(target.AbsolutePath.TrimStart('/'))
            : null;
}
