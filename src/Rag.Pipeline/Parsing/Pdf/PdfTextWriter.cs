namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>Writes the lines of pages as paragraphs, and notes where pages and headings start.</summary>
internal sealed class PdfTextWriter(ParsedDocumentBuilder document, PdfParagraphs paragraphs)
{
    private PdfLine? _last;
    private PdfColumn _lastColumn;

    /// <summary>Writes the next page.</summary>
    /// <returns>Whether it holds any text.</returns>
    public bool Write(PdfPage page)
    {
        bool isFirst = true;
        bool isCrowded = page.IsCrowded;
        foreach (List<PdfLine> block in page.Blocks)
        {
            PdfColumn column = PdfColumn.Of(block, page, isCrowded);
            for (int index = 0; index < block.Count; index++)
            {
                FinishLine(block[index], index > 0, column);
                if (isFirst)
                    document.StartPage();
                isFirst = false;
                if (block[index] is { HeadingLevel: > 0, ContinuesHeading: false })
                    document.AddHeading(document.Length, block[index].HeadingLevel, HeadingText(block, index));
                _last = block[index];
                _lastColumn = column;
            }
        }
        if (isFirst)
            document.StartPage();
        return !isFirst;
    }

    /// <summary>Writes what is left.</summary>
    public void End()
    {
        if (_last is { } last)
            document.Append(last.Text);
        _last = null;
    }

    // A line's end is written when it is known what comes next.
    private void FinishLine(PdfLine next, bool isSameBlock, PdfColumn column)
    {
        if (_last is not { } last)
            return;
        PdfJoint joint = isSameBlock
            ? paragraphs.Within(last, next, column)
            : paragraphs.Between(last, next, _lastColumn);
        document.Append(joint == PdfJoint.DropHyphen ? last.Text.AsSpan()[..^1] : last.Text);
        document.Append(joint switch
        {
            PdfJoint.Space => " ",
            PdfJoint.Line => "\n",
            PdfJoint.Paragraph => "\n\n",
            _ => "",
        });
    }

    private static string HeadingText(List<PdfLine> block, int index)
    {
        string text = block[index].Text;
        for (int next = index + 1; next < block.Count && block[next].ContinuesHeading; next++)
            text += " " + block[next].Text;
        return text;
    }
}
