namespace Rag.Pipeline.Parsing.Html;

/// <summary>How much text an element holds, without its excluded parts.</summary>
/// <param name="Length">Characters, runs of white space counted once.</param>
/// <param name="LinkLength">Those of them inside links.</param>
/// <param name="CommaCount">Commas of any script: running text has them, menus do not.</param>
/// <param name="ParagraphCount"><c>p</c> elements.</param>
/// <param name="ItemCount"><c>li</c> elements.</param>
/// <param name="ControlCount">Form controls.</param>
internal readonly record struct TextMeasure(
    int Length, int LinkLength, int CommaCount, int ParagraphCount, int ItemCount, int ControlCount)
{
    /// <summary>Share of the text that is links, 0..1.</summary>
    public double LinkDensity => Length == 0 ? 0 : (double)LinkLength / Length;

    public static TextMeasure operator +(TextMeasure a, TextMeasure b) => new(
        a.Length + b.Length, a.LinkLength + b.LinkLength, a.CommaCount + b.CommaCount,
        a.ParagraphCount + b.ParagraphCount, a.ItemCount + b.ItemCount, a.ControlCount + b.ControlCount);
}
