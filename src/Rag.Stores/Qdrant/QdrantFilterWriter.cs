using System.Text.Json;
using Rag.Pipeline.Filtering;
using Rag.Stores.Facts;

namespace Rag.Stores.Qdrant;

/// <summary>
/// Writes filters in the server's grammar, whole and exact: equality as facts, ranges on fields of one type each. A
/// missing field satisfies every <c>must_not</c> there, which is what <c>not</c> means here.
/// </summary>
internal static class QdrantFilterWriter
{
    /// <summary>Writes a condition: an object that may stand in any clause.</summary>
    public static void Write(Utf8JsonWriter json, Filter filter)
    {
        switch (filter)
        {
            case Filter.And and:
                WriteClause(json, "must", and.Operands);
                break;
            case Filter.Or or:
                WriteClause(json, "should", or.Operands);
                break;
            case Filter.Not not:
                WriteClause(json, "must_not", [not.Operand]);
                break;
            case Filter.In among:
                WriteFact(json, FactTokens.AnyOf(among));
                break;
            case Filter.Contains contains:
                WriteFact(json, [FactTokens.Element(contains.Key, contains.Element)]);
                break;
            case Filter.Exists exists:
                WriteFact(json, [FactTokens.Present(exists.Key)]);
                break;
            case Filter.CompareNumber number:
                WriteRange(json, RangeFields.Number(number.Key), number.Comparison, number.Bound);
                break;
            case Filter.CompareInstant instant:
                WriteInstant(json, instant);
                break;
            default:
                throw new ArgumentException($"Unknown filter '{filter.GetType().Name}'.", nameof(filter));
        }
    }

    /// <summary>Writes that a field has a text.</summary>
    public static void WriteEquals(Utf8JsonWriter json, string field, string value)
    {
        json.WriteStartObject();
        json.WriteString("key", field);
        json.WriteStartObject("match");
        json.WriteString("value", value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteClause(Utf8JsonWriter json, string clause, IReadOnlyList<Filter> operands)
    {
        json.WriteStartObject();
        json.WriteStartArray(clause);
        foreach (Filter operand in operands) Write(json, operand);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>One of the facts holds; an empty list matches nothing there, too.</summary>
    private static void WriteFact(Utf8JsonWriter json, IEnumerable<string> facts)
    {
        json.WriteStartObject();
        json.WriteString("key", QdrantPayload.Facts);
        json.WriteStartObject("match");
        json.WriteStartArray("any");
        foreach (string fact in facts) json.WriteStringValue(fact);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRange(Utf8JsonWriter json, string field, Comparison comparison, double bound)
    {
        json.WriteStartObject();
        json.WriteString("key", field);
        json.WriteStartObject("range");
        json.WriteNumber(Operator(comparison), bound);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Later seconds, or the same second and later microseconds.</summary>
    private static void WriteInstant(Utf8JsonWriter json, Filter.CompareInstant filter)
    {
        (long seconds, long microseconds) = RangeFields.Split(filter.Bound);
        bool later = filter.Comparison is Comparison.Greater or Comparison.GreaterOrEqual;
        string field = RangeFields.Seconds(filter.Key);
        json.WriteStartObject();
        json.WriteStartArray("should");
        WriteRange(json, field, later ? Comparison.Greater : Comparison.Less, seconds);
        json.WriteStartObject();
        json.WriteStartArray("must");
        WriteRange(json, field, Comparison.GreaterOrEqual, seconds);
        WriteRange(json, field, Comparison.LessOrEqual, seconds);
        WriteRange(json, RangeFields.Microseconds(filter.Key), filter.Comparison, microseconds);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Operator(Comparison comparison) => comparison switch
    {
        Comparison.Greater => "gt",
        Comparison.GreaterOrEqual => "gte",
        Comparison.Less => "lt",
        _ => "lte",
    };
}
