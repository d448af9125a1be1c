using System.Text.Json;
using Rag.Pipeline.Filtering;
using Rag.Stores.Facts;

namespace Rag.Stores.Pinecone;

/// <summary>
/// Writes filters in the vendor's grammar, whole and exact. It has no negation of clauses that can be relied on, and
/// its <c>$ne</c> and <c>$nin</c> leave out what has no such field: so <c>not</c> is carried down to the conditions,
/// facts are in a field that every record has, and ranges ask for missing fields themselves.
/// </summary>
internal static class PineconeFilterWriter
{
    /// <summary>Writes a condition: an object.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="isNegated">Whether its opposite is meant.</param>
    public static void Write(Utf8JsonWriter json, Filter filter, bool isNegated = false)
    {
        switch (filter)
        {
            case Filter.And and:
                WriteAll(json, isNegated ? "$or" : "$and", and.Operands, isNegated);
                break;
            case Filter.Or or:
                WriteAll(json, isNegated ? "$and" : "$or", or.Operands, isNegated);
                break;
            case Filter.Not not:
                Write(json, not.Operand, !isNegated);
                break;
            case Filter.In among:
                WriteFact(json, FactTokens.AnyOf(among), isNegated);
                break;
            case Filter.Contains contains:
                WriteFact(json, [FactTokens.Element(contains.Key, contains.Element)], isNegated);
                break;
            case Filter.Exists exists:
                WriteFact(json, [FactTokens.Present(exists.Key)], isNegated);
                break;
            case Filter.CompareNumber number:
                WriteRange(json, RangeFields.Number(number.Key), number.Comparison, number.Bound, isNegated);
                break;
            case Filter.CompareInstant instant:
                WriteInstant(json, instant, isNegated);
                break;
            default:
                throw new ArgumentException($"Unknown filter '{filter.GetType().Name}'.", nameof(filter));
        }
    }

    /// <summary>Writes that a field has one of some texts.</summary>
    public static void WriteIn(Utf8JsonWriter json, string field, string relation, IEnumerable<string> texts)
    {
        json.WriteStartObject();
        json.WriteStartObject(field);
        json.WriteStartArray(relation);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteAll(
        Utf8JsonWriter json, string clause, IEnumerable<Filter> operands, bool isNegated) =>
        WriteClause(json, clause, [.. operands.Select(operand => (Action)(() => Write(json, operand, isNegated)))]);

    private static void WriteClause(Utf8JsonWriter json, string clause, params Action[] operands)
    {
        json.WriteStartObject();
        json.WriteStartArray(clause);
        foreach (Action operand in operands) operand();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>One of the facts holds, or none of them. The vendor refuses empty lists.</summary>
    private static void WriteFact(Utf8JsonWriter json, IEnumerable<string> facts, bool isNegated) =>
        WriteIn(json, PineconeRecord.Facts, isNegated ? "$nin" : "$in", facts.DefaultIfEmpty(PineconeRecord.Never));

    private static void WriteRange(
        Utf8JsonWriter json, string field, Comparison comparison, double bound, bool isNegated)
    {
        if (!isNegated)
        {
            WriteTest(json, field, Operator(comparison), () => json.WriteNumberValue(bound));
            return;
        }

        WriteClause(
            json,
            "$or",
            () => WriteTest(json, field, "$exists", () => json.WriteBooleanValue(false)),
            () => WriteTest(json, field, Opposite(comparison), () => json.WriteNumberValue(bound)));
    }

    /// <summary>Later seconds, or the same second and later microseconds.</summary>
    private static void WriteInstant(Utf8JsonWriter json, Filter.CompareInstant filter, bool isNegated)
    {
        (long seconds, long microseconds) = RangeFields.Split(filter.Bound);
        bool later = filter.Comparison is Comparison.Greater or Comparison.GreaterOrEqual;
        string field = RangeFields.Seconds(filter.Key);
        (string any, string all) = isNegated ? ("$and", "$or") : ("$or", "$and");
        WriteClause(
            json,
            any,
            () => WriteRange(json, field, later ? Comparison.Greater : Comparison.Less, seconds, isNegated),
            () => WriteClause(
                json,
                all,
                () => WriteRange(json, field, Comparison.GreaterOrEqual, seconds, isNegated),
                () => WriteRange(json, field, Comparison.LessOrEqual, seconds, isNegated),
                () => WriteRange(
                    json, RangeFields.Microseconds(filter.Key), filter.Comparison, microseconds, isNegated)));
    }

    private static void WriteTest(Utf8JsonWriter json, string field, string relation, Action writeValue)
    {
        json.WriteStartObject();
        json.WriteStartObject(field);
        json.WritePropertyName(relation);
        writeValue();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Operator(Comparison comparison) => comparison switch
    {
        Comparison.Greater => "$gt",
        Comparison.GreaterOrEqual => "$gte",
        Comparison.Less => "$lt",
        _ => "$lte",
    };

    private static string Opposite(Comparison comparison) => comparison switch
    {
        Comparison.Greater => "$lte",
        Comparison.GreaterOrEqual => "$lt",
        Comparison.Less => "$gte",
        _ => "$gt",
    };
}
