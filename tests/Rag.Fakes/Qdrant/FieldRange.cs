using System.Globalization;
using System.Text.Json;

namespace Rag.Fakes.Qdrant;

/// <summary>The <c>range</c> of a field: numbers with numbers, dates with strings that are dates.</summary>
internal static class FieldRange
{
    private static readonly string[] Bounds = ["gt", "gte", "lt", "lte"];

    public static Condition Read(JsonElement json, PayloadPath path, FieldIndex? index)
    {
        bool ofDates = Bounds.Any(bound => json.Member(bound)?.ValueKind == JsonValueKind.String);
        return ofDates ? Dates(json, path) : Numbers(json, path, index);
    }

    private static Condition Numbers(JsonElement json, PayloadPath path, FieldIndex? index)
    {
        (double? gt, double? gte, double? lt, double? lte) =
            (json.Number("gt"), json.Number("gte"), json.Number("lt"), json.Number("lte"));
        return Condition.OfPayload(path.Text, payload => ConditionReader.Elements(path, payload).Any(element =>
            element.ValueKind == JsonValueKind.Number
            && (gt is not { } above || Compare(element, above, index) > 0)
            && (gte is not { } from || Compare(element, from, index) >= 0)
            && (lt is not { } below || Compare(element, below, index) < 0)
            && (lte is not { } to || Compare(element, to, index) <= 0))) with { IndexTypes = ["float", "integer"] };
    }

    /// <summary>As doubles; an integer index compares what it holds exactly.</summary>
    private static int Compare(JsonElement stored, double bound, FieldIndex? index) =>
        index?.Type == "integer" && stored.TryGetInt64(out long integer) && Math.Abs(bound) < 1e18
            ? ((decimal)integer).CompareTo((decimal)(long)Math.Floor(bound) + (bound > Math.Floor(bound) ? 0.5m : 0))
            : stored.GetDouble().CompareTo(bound);

    private static Condition Dates(JsonElement json, PayloadPath path)
    {
        DateTimeOffset? gt = Date(json, "gt"), gte = Date(json, "gte"), lt = Date(json, "lt"), lte = Date(json, "lte");
        return Condition.OfPayload(path.Text, payload => ConditionReader.Elements(path, payload).Any(element =>
            element.ValueKind == JsonValueKind.String && TryRead(element.GetString()!, out DateTimeOffset stored)
            && !(stored <= gt) && !(stored < gte) && !(stored >= lt) && !(stored > lte))) with
        {
            IndexTypes = ["datetime"],
        };
    }

    private static DateTimeOffset? Date(JsonElement json, string bound) => json.Text(bound) is not { } text ? null
        : TryRead(text, out DateTimeOffset date) ? date
        : throw Refusal.Format(
            $"'{text}' does not match accepted datetime format (RFC3339). Example: 2014-01-01T00:00:00Z");

    private static bool TryRead(string text, out DateTimeOffset date)
    {
        date = default;
        return text.Length >= 10 && char.IsAsciiDigit(text[3]) && text[4] == '-' && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out date);
    }
}
