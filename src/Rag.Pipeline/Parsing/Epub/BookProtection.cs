using System.Xml;
using System.Xml.Linq;
using Rag.Pipeline.Parsing.Containers;

namespace Rag.Pipeline.Parsing.Epub;

/// <summary>Finds what is encrypted in a book.</summary>
internal static class BookProtection
{
    private const string EncryptionPath = "META-INF/encryption.xml";

    // Fonts are scrambled against copying in books that are free to read.
    private static readonly string[] FontScramblings =
        ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];

    /// <summary>Paths of the files that cannot be read without a key.</summary>
    /// <exception cref="XmlException">The list is no XML, or has a document type.</exception>
    public static IReadOnlySet<string> FindEncrypted(BookFiles files)
    {
        var encrypted = new HashSet<string>(StringComparer.Ordinal);
        if (files.TryRead(EncryptionPath) is not { } bytes)
            return encrypted;
        foreach (XElement data in Named(EntryXml.Load(new MemoryStream(bytes)).Root!, "EncryptedData"))
        {
            string? method = Named(data, "EncryptionMethod").FirstOrDefault()?.Attribute("Algorithm")?.Value;
            if (FontScramblings.Contains(method))
                continue;
            foreach (XElement reference in Named(data, "CipherReference"))
                if (BookFiles.Resolve("", reference.Attribute("URI")?.Value ?? "") is { } path)
                    encrypted.Add(path);
        }
        return encrypted;
    }

    private static IEnumerable<XElement> Named(XElement parent, string name) =>
        parent.Descendants().Where(element => element.Name.LocalName == name);
}
