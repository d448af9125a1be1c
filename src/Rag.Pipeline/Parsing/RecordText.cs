using System.Buffers;
using System.Text;

namespace Rag.Pipeline.Parsing;

/// <summary>
/// Writes the fields of a record as <c>name: value</c> lines of one paragraph, so that a passage says what its values
/// mean wherever the text is cut.
/// </summary>
internal static class RecordText
{
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\n\r");

    /// <summary>Appends a field on a line of its own; nothing if the value is blank.</summary>
    public static void AppendField(StringBuilder record, string name, ReadOnlySpan<char> value)
    {
        ReadOnlySpan<char> trimmed = value.Trim();
        if (trimmed.IsEmpty)
            return;
        if (record.Length > 0)
            record.Append('\n');
        record.Append(name).Append(": ");
        if (trimmed.ContainsAny(LineEnds))
            AppendLines(record, trimmed);
        else
            record.Append(trimmed);
    }

    // Blank lines part records, so there must be none inside one.
    private static void AppendLines(StringBuilder record, ReadOnlySpan<char> value)
    {
        bool isFirst = true;
        foreach (ReadOnlySpan<char> line in value.EnumerateLines())
        {
            if (line.IsWhiteSpace())
                continue;
            record.Append(isFirst ? "" : "\n").Append(line.TrimEnd());
            isFirst = false;
        }
    }
}
