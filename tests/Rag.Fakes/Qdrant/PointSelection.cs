using System.Text.Json;

namespace Rag.Fakes.Qdrant;

/// <summary>Which parts of a point an answer shows: <c>with_payload</c> and <c>with_vector</c>.</summary>
internal sealed class PointSelection
{
    private readonly Func<string, bool>? _payload;
    private readonly Func<string, bool>? _vector;

    private PointSelection(Func<string, bool>? payload, Func<string, bool>? vector)
    {
        _payload = payload;
        _vector = vector;
    }

    public static PointSelection Everything { get; } = new(_ => true, _ => true);

    public static PointSelection Parse(JsonElement body, bool payloadByDefault) => new(
        Payload(body.Member("with_payload"), payloadByDefault),
        Vector(body.Member("with_vector") ?? body.Member("with_vectors")));

    /// <summary>The point as an answer shows it.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="point">The point.</param>
    /// <param name="more">Members between the id and the payload.</param>
    public Dictionary<string, object?> Show(
        PointId id, QdrantPoint point, params ReadOnlySpan<(string Name, object? Value)> more)
    {
        var shown = new Dictionary<string, object?> { ["id"] = id.ToJson() };
        foreach ((string name, object? value) in more) shown[name] = value;
        if (_payload is not null)
        {
            shown["payload"] = point.Payload.EnumerateObject().Where(member => _payload(member.Name))
                .ToDictionary(member => member.Name, member => member.Value);
        }

        if (_vector is null) return shown;
        shown["vector"] = point.Vectors.TryGetValue("", out PointVector? unnamed)
            ? unnamed.ToJson()
            : point.Vectors.Where(pair => _vector(pair.Key))
                .ToDictionary(pair => pair.Key, pair => pair.Value.ToJson());
        return shown;
    }

    private static Func<string, bool>? Payload(JsonElement? json, bool byDefault)
    {
        switch (json?.ValueKind)
        {
            case null:
                return byDefault ? _ => true : null;
            case JsonValueKind.True:
                return _ => true;
            case JsonValueKind.False:
                return null;
            case JsonValueKind.Array:
                return Among(json.Value);
            default:
                if (json.Value.Member("include") is { } include) return Among(include);
                if (json.Value.Member("exclude") is not { } exclude) throw Refusal.NoVariant("WithPayloadInterface");
                Func<string, bool> excluded = Among(exclude);
                return key => !excluded(key);
        }
    }

    private static Func<string, bool>? Vector(JsonElement? json) => json?.ValueKind switch
    {
        JsonValueKind.True => _ => true,
        JsonValueKind.Array => Among(json.Value),
        _ => null,
    };

    private static Func<string, bool> Among(JsonElement list)
    {
        HashSet<string> names = [.. list.EnumerateArray().Select(item => item.GetString()!)];
        return names.Contains;
    }
}
