using System.Globalization;
using System.Text;
using Rag.Pipeline.Filtering;

namespace Rag.Stores.Slots;

/// <summary>A text that is equal for filters that are written alike, and for no others: the key of what is cached for a
/// filter.</summary>
internal static class FilterKey
{
    /// <summary>The key of a filter.</summary>
    public static string Of(Filter filter)
    {
        var text = new StringBuilder();
        Append(text, filter);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Filter filter)
    {
        switch (filter)
        {
            case Filter.And and: Append(text, '&', and.Operands); break;
            case Filter.Or or: Append(text, '|', or.Operands); break;
            case Filter.Not not: Append(text, '!', [not.Operand]); break;
            case Filter.Contains contains: Append(text.Append('c'), contains.Key, contains.Element); break;
            case Filter.Exists exists: Append(text.Append('e'), exists.Key); break;
            case Filter.In among:
                Append(text.Append('i').Append(CultureInfo.InvariantCulture, $"{among.Values.Length}"), among.Key);
                foreach (MetadataValue value in among.Values) Append(text, value);
                break;
            case Filter.CompareNumber number:
                Append(text.Append('n').Append((int)number.Comparison), number.Key);
                text.Append(CultureInfo.InvariantCulture, $"{number.Bound:R};");
                break;
            case Filter.CompareInstant instant:
                Append(text.Append('t').Append((int)instant.Comparison), instant.Key);
                text.Append(CultureInfo.InvariantCulture, $"{instant.Bound.Microseconds};");
                break;
            default: throw new ArgumentException($"Unknown filter '{filter.GetType().Name}'.", nameof(filter));
        }
    }

    private static void Append(StringBuilder text, char kind, IReadOnlyCollection<Filter> operands)
    {
        text.Append(kind).Append(operands.Count).Append('(');
        foreach (Filter operand in operands) Append(text, operand);
        text.Append(')');
    }

    private static void Append(StringBuilder text, MetadataValue value)
    {
        switch (value.Kind)
        {
            case MetadataKind.String: Append(text.Append('s'), value.AsString); break;
            case MetadataKind.Number: text.Append(CultureInfo.InvariantCulture, $"n{value.AsNumber:R};"); break;
            case MetadataKind.Boolean: text.Append(value.AsBoolean ? 'y' : 'z'); break;
            default:
                text.Append('l').Append(value.AsList.Length);
                foreach (string element in value.AsList) Append(text, element);
                break;
        }
    }

    // Length in front: no two different lists of texts write the same characters.
    private static void Append(StringBuilder text, params ReadOnlySpan<string> parts)
    {
        foreach (string part in parts) text.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part}");
    }
}
