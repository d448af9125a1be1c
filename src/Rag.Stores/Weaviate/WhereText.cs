using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Rag.Stores.Weaviate;

/// <summary>Filters in the two spellings of the server's two interfaces.</summary>
internal static class WhereText
{
    /// <summary>The value of GraphQL's argument <c>where</c>.</summary>
    public static string GraphQl(Where where)
    {
        var text = new StringBuilder();
        WriteGraphQl(text, where);
        return text.ToString();
    }

    /// <summary>The value of the member <c>where</c> of a batch delete.</summary>
    public static void WriteJson(Utf8JsonWriter json, Where where)
    {
        json.WriteStartObject();
        switch (where)
        {
            case Where.Combination combination:
                json.WriteString("operator", combination.Operator);
                json.WriteStartArray("operands");
                foreach (Where operand in combination.Operands) WriteJson(json, operand);
                json.WriteEndArray();
                break;
            case Where.Test test:
                json.WriteStartArray("path");
                json.WriteStringValue(test.Property);
                json.WriteEndArray();
                json.WriteString("operator", test.Relation);
                WriteJsonValue(json, test);
                break;
            default:
                throw Unsaid(where);
        }

        json.WriteEndObject();
    }

    private static void WriteJsonValue(Utf8JsonWriter json, Where.Test test)
    {
        if (test.Bound is { } number)
        {
            json.WriteNumber("valueNumber", number);
        }
        else if (test.Relation != "ContainsAny")
        {
            json.WriteString("valueText", test.Texts[0]);
        }
        else
        {
            json.WriteStartArray("valueTextArray");
            foreach (string value in test.Texts) json.WriteStringValue(value);
            json.WriteEndArray();
        }
    }

    private static void WriteGraphQl(StringBuilder text, Where where)
    {
        switch (where)
        {
            case Where.Combination combination:
                text.Append(CultureInfo.InvariantCulture, $"{{operator:{combination.Operator},operands:[");
                foreach (Where operand in combination.Operands) WriteGraphQl(text, operand);
                text.Append("]}");
                break;
            case Where.Test test:
                text.Append("{path:[");
                GraphQlText.Append(text, test.Property);
                text.Append(CultureInfo.InvariantCulture, $"],operator:{test.Relation},");
                if (test.Bound is { } number) text.Append(CultureInfo.InvariantCulture, $"valueNumber:{number:R}");
                else WriteGraphQlTexts(text, test);
                text.Append('}');
                break;
            default:
                throw Unsaid(where);
        }
    }

    private static void WriteGraphQlTexts(StringBuilder text, Where.Test test)
    {
        bool isList = test.Relation == "ContainsAny";
        text.Append(isList ? "valueText:[" : "valueText:");
        for (int i = 0; i < test.Texts.Length; i++)
        {
            if (i > 0) text.Append(',');
            GraphQlText.Append(text, test.Texts[i]);
        }

        if (isList) text.Append(']');
    }

    private static ArgumentException Unsaid(Where where) => new($"The server has no words for {where}.", nameof(where));
}
