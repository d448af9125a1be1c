using System.Text;

namespace Rag.Pipeline.Parsing.Xlsx;

/// <summary>
/// Writes the rows of a sheet. Rows without a blank one between them are a block; a block may begin with a caption and
/// with a header, and keeps the header of the block before if it has none.
/// </summary>
internal sealed class SheetWriter(ParsedDocumentBuilder document)
{
    private readonly StringBuilder _record = new();
    private SheetHeader? _header;

    /// <summary>Writes a sheet below its name; nothing if no row shows anything.</summary>
    public void Write(string name, IEnumerable<SheetRow> rows)
    {
        using IEnumerator<SheetRow> source = rows.GetEnumerator();
        SheetRow? row = Next(source), before = null;
        if (row is null)
            return;
        document.AppendHeading(1, name);
        bool isStart = true;
        while (row is not null)
        {
            SheetRow? next = Next(source);
            isStart |= before is null || row.Number > before.Number + 1;
            SheetRow? below = next?.Number == row.Number + 1 ? next : null;
            if ((isStart || row.IsDeclaredHeader) && SheetHeader.TryRead(row, below, _header is null) is { } header)
            {
                _header = header;
                if (below is null)
                    document.AppendParagraph(string.Join(" | ", header.Names.Values));
                // A header of two rows has read the second.
                (before, row) = header.RowCount == 2 ? (next, Next(source)) : (row, next);
                isStart = false;
                continue;
            }
            bool isCaption = isStart && row.Cells is [{ IsText: true }];
            if (isCaption)
                document.AppendParagraph(row.Cells[0].Text);
            else if (_header is not null)
                WriteRecord(row, _header);
            else
                WriteLine(row, isStart);
            (before, row) = (row, next);
            isStart = isCaption;
        }
    }

    private static SheetRow? Next(IEnumerator<SheetRow> source) => source.MoveNext() ? source.Current : null;

    private void WriteRecord(SheetRow row, SheetHeader header)
    {
        _record.Clear();
        foreach (SheetCell cell in row.Cells)
        {
            string? name = header.Names.GetValueOrDefault(cell.Column);
            RecordText.AppendField(_record, name ?? SheetHeader.DefaultName(cell.Column), cell.Text);
        }
        document.AppendParagraph(_record.ToString());
    }

    private void WriteLine(SheetRow row, bool isStart)
    {
        string separator = row.Cells is not [{ IsText: true } first, _] ? " | " : first.Text.EndsWith(':') ? " " : ": ";
        string line = string.Join(separator, row.Cells.Select(cell => TextNormalizer.Line(cell.Text)));
        if (isStart)
            document.AppendParagraph(line);
        else
            document.AppendLine(line);
    }
}
