using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rag.Fakes.Qdrant;

/// <summary>A path into a payload: <c>a.b</c>, <c>a[].b</c> for every element, <c>"a.b"</c> for a dot in a
/// key.</summary>
internal sealed partial class PayloadPath
{
    private readonly (string? Key, bool EveryElement)[] _steps;

    private PayloadPath(string text, (string?, bool)[] steps)
    {
        Text = text;
        _steps = steps;
    }

    public string Text { get; }

    public static PayloadPath Parse(string text)
    {
        if (!Whole().IsMatch(text)) throw Refusal.Format($"Invalid json path: '{text}'");
        var steps = new List<(string?, bool)>();
        foreach (Match match in Step().Matches(text))
        {
            if (match.Value == "[]") steps.Add((null, true));
            else steps.Add((match.Value.Trim('"'), false));
        }

        return new PayloadPath(text, [.. steps]);
    }

    /// <summary>What stands there; nothing where a key is missing.</summary>
    public IEnumerable<JsonElement> Values(JsonElement payload) => Values(payload, 0);

    private IEnumerable<JsonElement> Values(JsonElement at, int step)
    {
        if (step == _steps.Length)
        {
            yield return at;
        }
        else if (_steps[step].EveryElement)
        {
            if (at.ValueKind != JsonValueKind.Array) yield break;
            foreach (JsonElement element in at.EnumerateArray())
            {
                foreach (JsonElement value in Values(element, step + 1)) yield return value;
            }
        }
        else if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(_steps[step].Key!, out JsonElement member))
        {
            foreach (JsonElement value in Values(member, step + 1)) yield return value;
        }
    }

    [GeneratedRegex("""\A([\w-]+|"[^"]+")(\[\])?(\.([\w-]+|"[^"]+")(\[\])?)*\z""", RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();

    [GeneratedRegex("""[\w-]+|"[^"]+"|\[\]""")]
    private static partial Regex Step();
}
