using System.Text.Json;

namespace Rag.Fakes.Qdrant;

/// <summary>
/// <c>must</c>, <c>should</c>, <c>must_not</c> and <c>min_should</c>. A list without conditions is as good as none; a
/// missing field satisfies every <c>must_not</c>.
/// </summary>
internal sealed class QdrantFilter
{
    private static readonly string[] Clauses = ["should", "min_should", "must", "must_not"];

    private readonly List<Condition> _must = [];
    private readonly List<Condition> _should = [];
    private readonly List<Condition> _mustNot = [];
    private readonly List<Condition> _some = [];
    private readonly List<Condition> _leaves = [];
    private long _atLeast;

    private QdrantFilter()
    {
    }

    /// <summary>The conditions on all levels.</summary>
    public IReadOnlyList<Condition> Leaves => _leaves;

    /// <summary>Reads a filter; <see langword="null"/> for one that is not there.</summary>
    public static QdrantFilter? TryParse(JsonElement? json, FieldIndexes indexes) =>
        json is { } present ? Parse(present, indexes) : null;

    public static QdrantFilter Parse(JsonElement json, FieldIndexes indexes)
    {
        if (json.ValueKind != JsonValueKind.Object) throw Refusal.Format("invalid type, expected struct Filter");
        foreach (JsonProperty member in json.EnumerateObject())
        {
            if (!Clauses.Contains(member.Name))
            {
                throw Refusal.Format(
                    $"unknown field `{member.Name}`, expected one of `{string.Join("`, `", Clauses)}`");
            }
        }

        var filter = new QdrantFilter();
        filter.Add(filter._must, json.List("must", orOne: true), indexes);
        filter.Add(filter._should, json.List("should", orOne: true), indexes);
        filter.Add(filter._mustNot, json.List("must_not", orOne: true), indexes);
        if (json.Member("min_should") is not { } some) return filter;
        filter.Add(filter._some, some.List("conditions"), indexes);
        filter._atLeast = some.Count("min_count") ?? throw Refusal.Format("missing field `min_count`");
        return filter._atLeast > 0
            ? filter
            : throw Refusal.Invalid("filter.min_should.min_count: min_count must be greater than 0");
    }

    public bool Matches(PointId id, QdrantPoint point) =>
        _must.TrueForAll(condition => condition.Holds(id, point))
        && !_mustNot.Exists(condition => condition.Holds(id, point))
        && (_should.Count == 0 || _should.Exists(condition => condition.Holds(id, point)))
        && _some.Count(condition => condition.Holds(id, point)) >= _atLeast;

    private void Add(List<Condition> clause, JsonElement[]? conditions, FieldIndexes indexes)
    {
        foreach (JsonElement json in conditions ?? [])
        {
            if (IsFilter(json))
            {
                QdrantFilter inner = Parse(json, indexes);
                _leaves.AddRange(inner._leaves);
                clause.Add(new Condition(inner.Matches));
            }
            else
            {
                Condition condition = ConditionReader.Read(json, indexes);
                _leaves.Add(condition);
                clause.Add(condition);
            }
        }
    }

    private static bool IsFilter(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
        && json.EnumerateObject().All(member => Clauses.Contains(member.Name));
}
