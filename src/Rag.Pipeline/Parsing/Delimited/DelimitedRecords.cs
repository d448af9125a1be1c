using System.Globalization;
using CsvHelper;

namespace Rag.Pipeline.Parsing.Delimited;

/// <summary>The records of a CSV or TSV text with the names of their columns.</summary>
/// <param name="Columns">Names in order; <c>Column n</c> where the file gives none.</param>
/// <param name="Rows">The records below the header, read while they are enumerated.</param>
internal sealed record DelimitedRecords(IReadOnlyList<string> Columns, IEnumerable<string[]> Rows)
{
    /// <summary>Reads.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="separator">The character between fields; <see langword="null"/> to detect it.</param>
    /// <param name="canSpanLines">Whether a quoted field may hold line ends.</param>
    /// <param name="options">The limits.</param>
    /// <exception cref="ParseException"><c>too_large</c>: too many columns or too long a field.</exception>
    /// <exception cref="OpenQuoteException">A quote is never closed; only if
    /// <paramref name="canSpanLines"/>.</exception>
    public static DelimitedRecords Read(string text, char? separator, bool canSpanLines, ParsingOptions options)
    {
        IEnumerable<string[]> records = ReadAll(text, separator, canSpanLines, options);
        string[][] first = [.. records.Take(2)];
        if (first.Length == 0)
            return new([], []);
        bool hasHeader = first.Length == 2 && LooksLikeHeader(first[0], first[1]);
        int count = first.Max(record => record.Length);
        string[] columns = [.. Enumerable.Range(0, count).Select(index => NameOf(index, hasHeader ? first[0] : []))];
        return new(columns, hasHeader ? records.Skip(1) : records);
    }

    /// <summary>The name of a column that the file does not name.</summary>
    public static string DefaultName(int index) => $"Column {index + 1}";

    private static IEnumerable<string[]> ReadAll(
        string text, char? separator, bool canSpanLines, ParsingOptions options)
    {
        var readerOptions = new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            AllowLineBreaksInQuotes = canSpanLines,
            OnMalformedRecord = canSpanLines ? RefuseOpenQuote : null,
        };
        using var reader = CsvReader.FromText(text, readerOptions);
        while (reader.Read())
        {
            if (reader.FieldCount > options.MaxColumnCount)
                throw new ParseException("too_large",
                    $"Row {reader.RowNumber} has {reader.FieldCount} columns, the limit is {options.MaxColumnCount}.");
            yield return ReadRecord(reader, options);
        }
    }

    private static string[] ReadRecord(CsvReader reader, ParsingOptions options)
    {
        var record = new string[reader.FieldCount];
        for (int index = 0; index < record.Length; index++)
        {
            record[index] = reader.GetString(index);
            if (record[index].Length > options.MaxFieldLength)
                throw new ParseException("too_large",
                    $"A field of row {reader.RowNumber} has {record[index].Length} characters, the limit is "
                    + $"{options.MaxFieldLength}. Perhaps a closing quote is missing.");
        }
        return record;
    }

    private static void RefuseOpenQuote(CsvMalformedRecord record)
    {
        if (record.Reason == CsvMalformedReason.UnterminatedQuote)
            throw new OpenQuoteException();
    }

    // A header names things: no name twice, and no number or date where the row below has one too.
    private static bool LooksLikeHeader(string[] first, string[] second)
    {
        string[] names = [.. first.Select(name => name.Trim()).Where(name => name.Length > 0)];
        if (names.Length == 0 || names.Length > names.Distinct(StringComparer.OrdinalIgnoreCase).Count())
            return false;
        for (int index = 0; index < Math.Min(first.Length, second.Length); index++)
            if (IsValue(first[index]) && IsValue(second[index]))
                return false;
        return true;
    }

    private static bool IsValue(string field) =>
        double.TryParse(field, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out _)
        || DateTime.TryParse(field, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static string NameOf(int index, string[] header)
    {
        string name = index < header.Length ? OneLine(header[index]) : "";
        return name.Length > 0 ? name : DefaultName(index);
    }

    private static string OneLine(string name) =>
        string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
