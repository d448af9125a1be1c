using System.Text.Json;

namespace Rag.Pipeline.Filtering;

/// <summary>Reads JSON numbers as the doubles of the contract.</summary>
internal static class JsonNumber
{
    private const long MaxExact = (long)MetadataLimits.MaxInteger;

    /// <summary>
    /// Reads a number; an integer beyond 2^53 or a number beyond the range of doubles is refused with a reason.
    /// </summary>
    public static bool TryRead(JsonElement element, out double number, out string problem)
    {
        problem = "";
        if (!element.TryGetDouble(out number) || !double.IsFinite(number))
        {
            problem = $"the number {Shorten(element)} is beyond the range of doubles";
            return false;
        }

        bool isInteger = !element.GetRawText().AsSpan().ContainsAny('.', 'e', 'E');
        if (isInteger && Math.Abs(number) >= MetadataLimits.MaxInteger
            && !(element.TryGetInt64(out long exact) && exact is >= -MaxExact and <= MaxExact))
        {
            problem = $"the integer {Shorten(element)} is beyond 2^53 and would be rounded; send it as a string";
            return false;
        }

        return true;
    }

    private static string Shorten(JsonElement element)
    {
        string text = element.GetRawText();
        return text.Length <= 40 ? text : text[..40] + "…";
    }
}
