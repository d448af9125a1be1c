using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Rag.Pipeline.Filtering;

namespace Rag.Stores.Postgres;

/// <summary>
/// Filters as conditions on a <c>jsonb</c> column, with exactly the meaning of <see cref="Filter.Matches"/>. The column
/// holds every pair of the metadata and, under <c>@key</c>, which no key can be, the moment that a value tells, so that
/// no date is ever parsed by the database. Every condition is true or false, never NULL, so that NOT is negation.
/// </summary>
internal sealed class PostgresFilter
{
    private const char InstantPrefix = '@';

    private readonly StringBuilder _sql = new();
    private readonly List<object?> _values;
    private readonly string _column;

    private PostgresFilter(string column, List<object?> values)
    {
        _column = column;
        _values = values;
    }

    /// <summary>The condition of a filter; what it compares with goes to the end of the parameters.</summary>
    /// <param name="filter">The filter; <see langword="null"/> gives <c>true</c>.</param>
    /// <param name="column">The column that <see cref="Column"/> was written to.</param>
    /// <param name="values">The statement's parameters so far.</param>
    public static string Condition(Filter? filter, string column, List<object?> values)
    {
        if (filter is null) return "true";
        var condition = new PostgresFilter(column, values);
        condition.Append(filter);
        return condition._sql.ToString();
    }

    /// <summary>The JSON of the column for metadata.</summary>
    public static string Column(Metadata metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        foreach ((string key, MetadataValue value) in metadata) Write(writer, key, value);
        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, string key, MetadataValue value)
    {
        switch (value.Kind)
        {
            case MetadataKind.String:
                writer.WriteString(key, PostgresText.Encode(value.AsString));
                if (Instant.TryParse(value.AsString, out Instant instant))
                    writer.WriteNumber(InstantPrefix + key, instant.Microseconds);
                break;
            case MetadataKind.Number: writer.WriteNumber(key, value.AsNumber); break;
            case MetadataKind.Boolean: writer.WriteBoolean(key, value.AsBoolean); break;
            default:
                writer.WriteStartArray(key);
                foreach (string element in value.AsList) writer.WriteStringValue(PostgresText.Encode(element));
                writer.WriteEndArray();
                break;
        }
    }

    private void Append(Filter filter)
    {
        switch (filter)
        {
            case Filter.And and: Append(and.Operands, " AND "); break;
            case Filter.Or or: Append(or.Operands, " OR "); break;
            case Filter.Not not:
                _sql.Append("(NOT ");
                Append(not.Operand);
                _sql.Append(')');
                break;
            case Filter.In among: AppendIn(among); break;
            case Filter.Contains contains:
                // On an array '?' looks for an element; on a string, which does not match, it would compare.
                string list = Value(contains.Key);
                Append($"coalesce(jsonb_typeof({list}) = 'array' AND {list} ? {Bind(contains.Element)}, false)");
                break;
            case Filter.Exists exists: Append($"({_column} ? {Bind(exists.Key)})"); break;
            case Filter.CompareNumber number: AppendComparison(number); break;
            case Filter.CompareInstant instant:
                string moment = $"({_column} ->> {Bind(InstantPrefix + instant.Key)})::bigint";
                Append($"coalesce({moment} {Operator(instant.Comparison)} {Bind(instant.Bound.Microseconds)}, false)");
                break;
            default: throw new ArgumentException($"Unknown filter '{filter.GetType().Name}'.", nameof(filter));
        }
    }

    private void Append(IReadOnlyList<Filter> operands, string separator)
    {
        _sql.Append('(');
        for (int i = 0; i < operands.Count; i++)
        {
            if (i > 0) _sql.Append(separator);
            Append(operands[i]);
        }

        _sql.Append(')');
    }

    private void AppendIn(Filter.In among)
    {
        string[] texts = [.. among.Values.Where(value => value.Kind == MetadataKind.String).Select(v => v.AsString)];
        string[] others = [.. among.Values.Where(value => value.Kind != MetadataKind.String).Select(ScalarOf)];
        string value = Value(among.Key);
        var alternatives = new List<string>();
        // '?|' compares a string, and looks for an element in an array, which is what a list means here.
        if (texts.Length > 0) alternatives.Add($"{value} ?| {Bind(texts)}::text[]");
        // The inner SELECT has the values read once, not once a row.
        if (others.Length > 0)
            alternatives.Add($"{value} = ANY ((SELECT {Bind(others)}::text[]::jsonb[])::jsonb[])");
        Append(alternatives.Count == 0 ? "false" : $"coalesce({string.Join(" OR ", alternatives)}, false)");
    }

    private void AppendComparison(Filter.CompareNumber number)
    {
        // Both sides are the shortest decimals of doubles, which have the doubles' order.
        string bound = number.Bound.ToString("R", CultureInfo.InvariantCulture);
        string value = Value(number.Key);
        Append(
            $"(CASE jsonb_typeof({value}) WHEN 'number' THEN {value}::numeric {Operator(number.Comparison)} "
            + $"{Bind(bound)}::numeric ELSE false END)");
    }

    private void Append(string condition) => _sql.Append(condition);

    private string Value(string key) => $"({_column} -> {Bind(key)})";

    private string Bind(object value)
    {
        _values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"${_values.Count}");
    }

    private static string ScalarOf(MetadataValue value) => value.Kind == MetadataKind.Boolean
        ? (value.AsBoolean ? "true" : "false")
        : value.AsNumber.ToString("R", CultureInfo.InvariantCulture);

    private static string Operator(Comparison comparison) => comparison switch
    {
        Comparison.Greater => ">",
        Comparison.GreaterOrEqual => ">=",
        Comparison.Less => "<",
        _ => "<=",
    };
}
