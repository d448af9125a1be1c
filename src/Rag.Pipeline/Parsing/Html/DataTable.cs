using System.Text;
using AngleSharp.Dom;

namespace Rag.Pipeline.Parsing.Html;

/// <summary>A table that holds data, as opposed to one that lays out a page.</summary>
internal static class DataTable
{
    // A longer cell is a part of a page.
    private const int MaxCellLength = 500;

    /// <summary>Its rows as <c>cell | cell</c>; <see langword="null"/> if the table is for layout.</summary>
    public static IReadOnlyList<string>? TryRead(IElement table, IReadOnlySet<INode> excluded)
    {
        var rows = new List<string>();
        int widest = 0;
        foreach (IElement row in RowsOf(table))
        {
            if (excluded.Contains(row))
                continue;
            var cells = new List<string>();
            foreach (IElement cell in row.Children)
            {
                if (cell.LocalName is not ("td" or "th") || excluded.Contains(cell))
                    continue;
                var text = new StringBuilder();
                if (!TryAppend(cell, excluded, text))
                    return null;
                cells.Add(text.ToString().Trim());
            }
            widest = Math.Max(widest, cells.Count);
            if (cells.Any(cell => cell.Length > 0))
                rows.Add(string.Join(" | ", cells));
        }
        return widest < 2 ? null : rows;
    }

    private static IEnumerable<IElement> RowsOf(IElement table) =>
        table.Children.SelectMany(child => child.LocalName switch
        {
            "tr" or "caption" => [child],
            "thead" or "tbody" or "tfoot" => child.Children.Where(row => row.LocalName == "tr"),
            _ => [],
        });

    private static bool TryAppend(INode parent, IReadOnlySet<INode> excluded, StringBuilder text)
    {
        foreach (INode child in parent.ChildNodes)
        {
            if (child is IText { Data: var data })
            {
                foreach (string word in data.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                    text.Append(NeedsSpace(text, data, word) ? " " : "").Append(word);
                if (data.Length > 0 && char.IsWhiteSpace(data[^1]))
                    text.Append(' ');
            }
            else if (child is IElement element && !excluded.Contains(element))
            {
                if (element.LocalName is "table" or "h1" or "h2" or "h3" or "pre" or "article" or "section")
                    return false;
                if (HtmlTextWriter.IsBlock(element.LocalName) || element.LocalName == "br")
                    text.Append(' ');
                if (!TryAppend(element, excluded, text))
                    return false;
            }
            if (text.Length > MaxCellLength)
                return false;
        }
        return true;
    }

    private static bool NeedsSpace(StringBuilder text, string data, string word) =>
        text.Length > 0 && text[^1] != ' '
        && (char.IsWhiteSpace(data[0]) || !data.StartsWith(word, StringComparison.Ordinal));
}
