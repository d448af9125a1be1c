using System.Text.Json.Nodes;
using Rag.Pipeline.Answering.Leaks;
using Rag.Pipeline.Answering.Links;

namespace Rag.Pipeline.Answering;

/// <summary>Watches one answer of a model. Not thread-safe.</summary>
internal sealed class AnswerWatch(LinkPolicy policy, LeakScan leaks, int? maxTokens)
{
    /// <summary>No token of any model's vocabulary that is read by people is longer on average.</summary>
    private const int CharactersPerToken = 32;

    private const string Leaked = "content_filter";

    private long _length;
    private int _changedInJson;

    /// <summary>Takes links out of its text.</summary>
    public AnswerFilter Links { get; } = new(policy);

    /// <summary>Why the answer ends here, as a finish reason; <see langword="null"/> if it may go on.</summary>
    public string? CutReason { get; private set; }

    /// <summary>Whether it ends because the model repeats its instructions.</summary>
    public bool HasLeaked => CutReason == Leaked;

    /// <summary>Takes a piece of the model's text; <see langword="false"/> if the answer ends before it.</summary>
    public bool Passes(string piece)
    {
        _length += piece.Length;
        if (leaks.Finds(piece)) CutReason = Leaked;
        else if (_length > (long?)maxTokens * CharactersPerToken) CutReason = "length";
        return CutReason is null;
    }

    /// <summary>Begins a further attempt of the model at the same answer.</summary>
    public void BeginAttempt() => (_length, CutReason) = (0, null);

    /// <summary>JSON with the links taken out of its texts; as it was if there is nothing to take out.</summary>
    public string Clean(string json)
    {
        JsonNode? root = JsonNode.Parse(json);
        int before = _changedInJson;
        JsonNode? clean = Clean(root);
        return _changedInJson == before ? json : clean!.ToJsonString();
    }

    /// <summary>What was done to the answer, for people.</summary>
    public IEnumerable<string> Warnings()
    {
        if (HasLeaked)
            yield return "The answer was cut off: the model began to repeat its instructions.";
        if (Links.ChangedCount + _changedInJson is > 0 and int count)
        {
            yield return $"{count:N0} links, images or tags of the answer were made harmless: no source gives their "
                + "addresses, or they would load by themselves (Rag:Links:AllowedHosts names hosts that may).";
        }
    }

    private JsonNode? Clean(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach ((string name, JsonNode? value) in members.ToArray())
                    Put(value, clean => members[name] = clean);
                return members;
            case JsonArray items:
                for (int i = 0; i < items.Count; i++)
                {
                    int index = i;
                    Put(items[i], clean => items[index] = clean);
                }

                return items;
            case JsonValue value when value.TryGetValue(out string? text):
                var filtered = LinkFilter.Clean(text, policy);
                if (filtered == text) return value;
                _changedInJson++;
                return JsonValue.Create(filtered);
            default:
                return node;
        }
    }

    private void Put(JsonNode? value, Action<JsonNode?> replace)
    {
        JsonNode? clean = Clean(value);
        if (!ReferenceEquals(clean, value)) replace(clean);
    }
}
