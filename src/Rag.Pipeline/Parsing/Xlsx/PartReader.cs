using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace Rag.Pipeline.Parsing.Xlsx;

/// <summary>
/// Reads the large parts of a workbook as a stream: a sheet of a million cells takes gigabytes as objects. Names are
/// compared without their namespaces, which differ between the two variants of the standard.
/// </summary>
internal static class PartReader
{
    /// <summary>A reader of a part that refuses document types, and so entities.</summary>
    public static XmlReader Open(OpenXmlPart part) => XmlReader.Create(
        part.GetStream(FileMode.Open, FileAccess.Read),
        new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = true,
        });

    /// <summary>
    /// The text of a string item, whose start the reader stands on; afterwards the reader stands on its end. The
    /// reading aid above Japanese characters, which they repeat, is left out.
    /// </summary>
    public static string ReadString(XmlReader reader)
    {
        if (reader.IsEmptyElement)
            return "";
        int depth = reader.Depth;
        string text = "";
        bool isAdvanced = false;
        while ((isAdvanced || reader.Read()) && reader.Depth > depth)
        {
            isAdvanced = false;
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            if (reader.LocalName == "rPh")
                reader.Skip();
            else if (reader.LocalName == "t")
                text += reader.ReadElementContentAsString();
            else
                continue;
            // Both have moved on to what follows.
            isAdvanced = true;
        }
        return text;
    }
}
