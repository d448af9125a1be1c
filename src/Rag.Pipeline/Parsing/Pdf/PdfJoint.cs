namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>What stands between the text of two lines.</summary>
internal enum PdfJoint
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Nothing, and the first line loses its hyphen.</summary>
    DropHyphen,

    /// <summary>A space: the sentence goes on.</summary>
    Space,

    /// <summary>The end of a line that was meant to end there.</summary>
    Line,

    /// <summary>A blank line.</summary>
    Paragraph,
}
