using System.Text.Json;

namespace Rag.Fakes.Qdrant;

/// <summary>Reads the single tests of a filter.</summary>
internal static class ConditionReader
{
    public static Condition Read(JsonElement json, FieldIndexes indexes)
    {
        if (json.Member("key") is not null) return ReadField(json, indexes);
        if (json.Member("is_empty") is { } empty)
            return OfField(empty, indexes, (_, path, payload) => IsEmpty(path, payload));
        if (json.Member("is_null") is { } isNull) return OfField(isNull, indexes, IsNull);
        if (json.Member("has_id") is { ValueKind: JsonValueKind.Array } ids) return HasId(ids);
        if (json.Member("has_vector") is { ValueKind: JsonValueKind.String } name)
        {
            string vector = name.GetString()!;
            return new Condition((_, point) => point.Vectors.ContainsKey(vector));
        }

        return json.Member("nested") is { } nested ? Nested(nested) : throw Unknown();
    }

    private static Refusal Unknown() => Refusal.Format(
        "Expected some form of condition, which can be a field condition (like {\"key\": ..., \"match\": ... }), or " +
        "some other mentioned in the documentation");

    private static Condition OfField(
        JsonElement json, FieldIndexes indexes, Func<FieldIndex?, PayloadPath, JsonElement, bool> holds)
    {
        PayloadPath path = PayloadPath.Parse(json.Text("key") ?? throw Unknown());
        FieldIndex? index = indexes.Of(path.Text);
        return Condition.OfPayload(path.Text, payload => holds(index, path, payload));
    }

    private static bool IsEmpty(PayloadPath path, JsonElement payload) => path.Values(payload).All(value =>
        value.ValueKind == JsonValueKind.Null
        || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0));

    private static bool IsNull(FieldIndex? index, PayloadPath path, JsonElement payload) =>
        path.Values(payload).Any(value => value.ValueKind == JsonValueKind.Null
            || (index is not null && value.ValueKind == JsonValueKind.Array
                && value.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Null)));

    private static Condition HasId(JsonElement list)
    {
        HashSet<PointId> ids;
        try
        {
            ids = [.. list.EnumerateArray().Select(PointId.Parse)];
        }
        catch (Refusal)
        {
            throw Unknown();
        }

        return new Condition((id, _) => ids.Contains(id)) { Size = ids.Count };
    }

    private static Condition Nested(JsonElement json)
    {
        PayloadPath path = PayloadPath.Parse(json.Text("key") ?? throw Unknown());
        QdrantFilter filter = QdrantFilter.Parse(json.Member("filter") ?? throw Unknown(), new FieldIndexes());
        return Condition.OfPayload(path.Text, payload => Elements(path, payload).Any(element =>
            element.ValueKind == JsonValueKind.Object
            && filter.Matches(default, new QdrantPoint(new Dictionary<string, PointVector>(), element, 0))));
    }

    private static Condition ReadField(JsonElement json, FieldIndexes indexes)
    {
        PayloadPath path = PayloadPath.Parse(json.Text("key")!);
        FieldIndex? index = indexes.Of(path.Text);
        var tests = new List<Condition>();
        if (json.Member("match") is { } match) tests.Add(FieldMatch.Read(match, path, index));
        if (json.Member("range") is { } range) tests.Add(FieldRange.Read(range, path, index));
        if (json.Member("values_count") is { } count) tests.Add(ValuesCount(count, path));
        return tests.Count switch
        {
            0 => throw Refusal.Invalid(
                "filter: Validation error: At least one field condition must be specified [{}]"),
            1 => tests[0],
            // With an index the server answers from it, and only with the test that the index is made for.
            _ when index is not null => tests.Find(test => test.IndexTypes.Contains(index.Type)) ?? tests[0],
            _ => new Condition((id, point) => tests.Exists(test => test.Holds(id, point))) { Key = path.Text },
        };
    }

    private static Condition ValuesCount(JsonElement json, PayloadPath path)
    {
        (double? gt, double? gte, double? lt, double? lte) =
            (json.Number("gt"), json.Number("gte"), json.Number("lt"), json.Number("lte"));
        return Condition.OfPayload(path.Text, payload =>
        {
            int count = path.Values(payload).Sum(value => value.ValueKind switch
            {
                JsonValueKind.Null => 0,
                JsonValueKind.Array => value.GetArrayLength(),
                _ => 1,
            });
            return !(count <= gt) && !(count < gte) && !(count >= lt) && !(count > lte);
        });
    }

    /// <summary>The values at a path, a list's elements in place of the list.</summary>
    public static IEnumerable<JsonElement> Elements(PayloadPath path, JsonElement payload) =>
        path.Values(payload).SelectMany(value =>
            value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().AsEnumerable() : [value]);
}
