namespace Rag.Pipeline.Parsing;

/// <summary>A format that can be uploaded.</summary>
/// <param name="ContentType">Canonical media type, lower case, without parameters.</param>
/// <param name="Name">What a user calls it, for instance <c>PDF</c>.</param>
/// <param name="Extensions">File name endings, lower case, with the dot; the first is the usual one.</param>
/// <param name="Aliases">Other media types that mean the same, lower case.</param>
public sealed record DocumentFormat(
    string ContentType, string Name, IReadOnlyList<string> Extensions, IReadOnlyList<string> Aliases)
{
    /// <summary>
    /// How often the text that is taken out of such files has changed for the better; 0 at first. A file whose text was
    /// taken out by an earlier revision counts as another one when it is uploaded again.
    /// </summary>
    public int Revision { get; init; }

    /// <summary>Whether a file of the format is characters and nothing else (its bytes then hold no binary).</summary>
    public bool IsText => ContentType is not
        (ContentTypes.Pdf or ContentTypes.Docx or ContentTypes.Pptx or ContentTypes.Xlsx
            or ContentTypes.Epub or ContentTypes.Odt);
}
