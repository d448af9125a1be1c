using System.Text.Json;

namespace Rag.Fakes.Qdrant;

/// <summary>
/// The <c>match</c> of a field: exact for strings, integers and booleans (1 is not 1.0, and no fractions are taken),
/// any element of a list; words where the field has a text index, a part of the text where it has none.
/// </summary>
internal static class FieldMatch
{
    public static Condition Read(JsonElement json, PayloadPath path, FieldIndex? index)
    {
        if (json.Member("value") is { } value) return Among([Comparable(value)], path, index);
        if (json.Member("any") is { } any) return Among(List(any), path, index);
        if (json.Member("except") is { } except) return NotAmong(List(except), path, index);
        if (json.Member("text") is { } text) return Words(text, path, index, all: true);
        if (json.Member("text_any") is { } textAny) return Words(textAny, path, index, all: false);
        if (json.Member("phrase") is { } phrase) return Phrase(phrase, path, index);
        throw Refusal.NoVariant("MatchInterface");
    }

    private static object Comparable(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when json.TryGetInt64(out long integer) && !IsFraction(json) => integer,
        _ => throw Refusal.NoVariant("MatchInterface"),
    };

    private static HashSet<object> List(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Array) throw Refusal.NoVariant("MatchInterface");
        HashSet<object> values = [.. json.EnumerateArray().Select(Comparable)];
        return values.All(value => value is string) || values.All(value => value is long)
            ? values
            : throw Refusal.NoVariant("MatchInterface");
    }

    private static Condition Among(HashSet<object> values, PayloadPath path, FieldIndex? index) =>
        Make(path, index, values, payload => ConditionReader.Elements(path, payload).Any(element =>
            Stored(element, index) is { } stored && values.Contains(stored)));

    private static Condition NotAmong(HashSet<object> values, PayloadPath path, FieldIndex? index) =>
        Make(path, index, values, payload => ConditionReader.Elements(path, payload).Any(element =>
            element.ValueKind != JsonValueKind.Null && index?.Holds(element) != false
            && !(Stored(element, index) is { } stored && values.Contains(stored))));

    private static Condition Make(
        PayloadPath path, FieldIndex? index, HashSet<object> values, Func<JsonElement, bool> holds) =>
        Condition.OfPayload(path.Text, holds) with
        {
            Size = values.Count,
            IndexTypes = values.FirstOrDefault() switch
            {
                long => ["integer"],
                bool => ["bool"],
                _ => ["keyword"],
            },
        };

    /// <summary>A stored value as it compares; an integer index also takes 1.0 for 1.</summary>
    private static object? Stored(JsonElement json, FieldIndex? index) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when !IsFraction(json) && json.TryGetInt64(out long integer) => integer,
        JsonValueKind.Number when index?.Type == "integer" && index.Holds(json) => (long)json.GetDouble(),
        _ => null,
    };

    private static bool IsFraction(JsonElement json) => json.GetRawText().AsSpan().ContainsAny('.', 'e', 'E');

    private static Condition Words(JsonElement json, PayloadPath path, FieldIndex? index, bool all)
    {
        string text = Text(json);
        bool hasWords = index?.Type == "text";
        string[] wanted = hasWords ? [.. FieldIndex.Words(text)]
            : all ? [text]
            : text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return OfTexts(path, stored =>
        {
            HashSet<string>? words = hasWords ? [.. FieldIndex.Words(stored)] : null;
            bool Has(string word) => words?.Contains(word) ?? stored.Contains(word, StringComparison.Ordinal);
            return all ? (wanted.Length > 0 || !hasWords) && wanted.All(Has) : wanted.Any(Has);
        });
    }

    private static Condition Phrase(JsonElement json, PayloadPath path, FieldIndex? index)
    {
        string text = Text(json);
        // An index without phrase matching, which is what is built unless asked, finds none.
        return OfTexts(path, stored => index?.Type != "text" && stored.Contains(text, StringComparison.Ordinal));
    }

    private static string Text(JsonElement json) => json.ValueKind == JsonValueKind.String
        ? json.GetString()!
        : throw Refusal.NoVariant("MatchInterface");

    private static Condition OfTexts(PayloadPath path, Func<string, bool> holds) =>
        Condition.OfPayload(path.Text, payload => ConditionReader.Elements(path, payload).Any(element =>
            element.ValueKind == JsonValueKind.String && holds(element.GetString()!))) with { IndexTypes = ["text"] };
}
