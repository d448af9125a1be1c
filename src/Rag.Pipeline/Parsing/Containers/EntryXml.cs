using System.Xml;
using System.Xml.Linq;

namespace Rag.Pipeline.Parsing.Containers;

/// <summary>
/// Reads the XML of a container's entry: without document types, so that entities can neither grow nor fetch.
/// </summary>
internal static class EntryXml
{
    /// <summary>The whole tree.</summary>
    /// <exception cref="XmlException">The bytes are no XML, or have a document type.</exception>
    public static XDocument Load(Stream content)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        using XmlReader reader = XmlReader.Create(content, settings);
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace);
    }
}
