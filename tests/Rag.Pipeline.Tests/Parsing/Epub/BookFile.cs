using System.IO.Compression;
using System.Text;

namespace Rag.Pipeline.Tests.Parsing.Epub;

/// <summary>Makes small EPUB books.</summary>
internal static class BookFile
{
    private const string Container =
        "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles>"
        + "<rootfile full-path=\"OPS/book.opf\"/></rootfiles></container>";

    /// <summary>A book whose pages 1.xhtml, 2.xhtml and so on hold these bodies.</summary>
    public static byte[] Of(params string[] bodies) => Create(bodies, "", "");

    /// <summary>The same.</summary>
    /// <param name="bodies">What is inside each page's body.</param>
    /// <param name="items">More items of the manifest.</param>
    /// <param name="references">More references of the spine, before those of the pages.</param>
    /// <param name="more">More files by their paths.</param>
    public static byte[] Create(
        string[] bodies, string items, string references, params (string Path, string Text)[] more)
    {
        IEnumerable<int> numbers = Enumerable.Range(1, bodies.Length);
        string package =
            "<package xmlns=\"http://www.idpf.org/2007/opf\"><metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
            + "<dc:title>A book</dc:title><dc:creator>Ann</dc:creator><dc:creator>Bob</dc:creator></metadata><manifest>"
            + string.Concat(numbers.Select(number =>
                $"<item id=\"p{number}\" href=\"text/{number}.xhtml\" media-type=\"application/xhtml+xml\"/>"))
            + $"{items}</manifest><spine>{references}"
            + string.Concat(numbers.Select(number => $"<itemref idref=\"p{number}\"/>")) + "</spine></package>";
        return Zip(
        [
            ("mimetype", "application/epub+zip"), ("META-INF/container.xml", Container), ("OPS/book.opf", package),
            .. numbers.Select(number => ($"OPS/text/{number}.xhtml",
                $"<!DOCTYPE html><html><head><title/></head><body>{bodies[number - 1]}</body></html>")),
            .. more,
        ]);
    }

    /// <summary>A ZIP container of these files, the first of them not compressed.</summary>
    public static byte[] Zip(params (string Path, string Text)[] files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
            foreach ((int index, (string path, string text)) in files.Index())
            {
                CompressionLevel level = index == 0 ? CompressionLevel.NoCompression : CompressionLevel.Fastest;
                using Stream entry = archive.CreateEntry(path, level).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        return stream.ToArray();
    }
}
