using System.Text.Json;

namespace Rag.Fakes.Pinecone;

/// <summary>
/// Metadata filters. A condition on a field that a record does not have never holds, <c>$ne</c> and <c>$nin</c> among
/// them; of a list some element must satisfy it, and none may for <c>$ne</c> and <c>$nin</c>.
/// </summary>
internal static class PineconeFilter
{
    private const int MaxValues = 10_000;

    /// <summary>Checks a filter whole, and makes a test of it.</summary>
    /// <exception cref="PineconeRefusal">400: it is none.</exception>
    public static Predicate<JsonElement?> Parse(JsonElement filter)
    {
        if (filter.ValueKind != JsonValueKind.Object) throw PineconeRefusal.Invalid("Filter must be an object");
        var tests = new List<Predicate<JsonElement?>>();
        foreach (JsonProperty member in filter.EnumerateObject())
        {
            tests.Add(member.Name switch
            {
                "$and" => All(Operands(member)),
                "$or" => Any(Operands(member)),
                _ when member.Name.StartsWith('$') => throw PineconeRefusal.Invalid(
                    $"only logical operators such as $or and $and are allowed at top level, got \"{member.Name}\""),
                _ => Field(member.Name, member.Value),
            });
        }

        return All(tests);
    }

    private static List<Predicate<JsonElement?>> Operands(JsonProperty clause)
    {
        if (clause.Value.ValueKind != JsonValueKind.Array || clause.Value.GetArrayLength() == 0)
            throw PineconeRefusal.Invalid($"the {clause.Name} operator must be followed by a list of clauses");
        return [.. clause.Value.EnumerateArray().Select(Parse)];
    }

    private static Predicate<JsonElement?> All(List<Predicate<JsonElement?>> tests) =>
        metadata => tests.TrueForAll(test => test(metadata));

    private static Predicate<JsonElement?> Any(List<Predicate<JsonElement?>> tests) =>
        metadata => tests.Exists(test => test(metadata));

    private static Predicate<JsonElement?> Field(string field, JsonElement condition)
    {
        if (condition.ValueKind != JsonValueKind.Object) return Test(field, "$eq", condition);
        List<Predicate<JsonElement?>> tests =
            [.. condition.EnumerateObject().Select(member => Test(field, member.Name, member.Value))];
        return tests.Count > 0 ? All(tests) : throw PineconeRefusal.Invalid($"field {field} has no operator");
    }

    private static Predicate<JsonElement?> Test(string field, string relation, JsonElement operand)
    {
        if (relation == "$exists")
        {
            if (operand.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                throw PineconeRefusal.Invalid("the $exists operator must be followed by a boolean");
            bool wanted = operand.GetBoolean();
            return metadata => metadata?.Member(field) is not null == wanted;
        }

        JsonElement[] operands = relation is "$in" or "$nin" ? List(relation, operand) : [operand];
        foreach (JsonElement one in operands) CheckOperand(relation, one);
        Func<JsonElement, bool> holds = relation switch
        {
            "$eq" or "$in" => value => Array.Exists(operands, one => IsSame(value, one)),
            "$ne" or "$nin" => value => !Array.Exists(operands, one => IsSame(value, one)),
            "$gt" => value => Compare(value, operand) > 0,
            "$gte" => value => Compare(value, operand) >= 0,
            "$lt" => value => Compare(value, operand) < 0,
            "$lte" => value => Compare(value, operand) <= 0,
            _ => throw PineconeRefusal.Invalid($"{relation} is not a valid operator"),
        };
        bool isNegation = relation is "$ne" or "$nin";
        return metadata => metadata?.Member(field) switch
        {
            null => false,
            { ValueKind: JsonValueKind.Array } list when isNegation => list.EnumerateArray().All(holds),
            { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Any(holds),
            { } value => holds(value),
        };
    }

    private static JsonElement[] List(string relation, JsonElement operand)
    {
        if (operand.ValueKind != JsonValueKind.Array || operand.GetArrayLength() == 0)
            throw PineconeRefusal.Invalid($"the {relation} operator must be followed by a list of strings or numbers");
        return operand.GetArrayLength() <= MaxValues
            ? [.. operand.EnumerateArray()]
            : throw PineconeRefusal.Invalid($"the {relation} operator takes at most {MaxValues} values");
    }

    private static void CheckOperand(string relation, JsonElement operand)
    {
        bool isKnown = operand.ValueKind switch
        {
            JsonValueKind.Number => true,
            JsonValueKind.String => relation is "$eq" or "$ne" or "$in" or "$nin",
            JsonValueKind.True or JsonValueKind.False => relation is "$eq" or "$ne",
            _ => false,
        };
        if (!isKnown)
        {
            throw PineconeRefusal.Invalid(
                $"the {relation} operator must be followed by another kind of value, got {operand.GetRawText()}");
        }
    }

    private static bool IsSame(JsonElement left, JsonElement right) => (left.ValueKind, right.ValueKind) switch
    {
        (JsonValueKind.Number, JsonValueKind.Number) => left.GetDouble() == right.GetDouble(),
        (JsonValueKind.String, JsonValueKind.String) => left.GetString() == right.GetString(),
        _ => left.ValueKind == right.ValueKind,
    };

    private static int? Compare(JsonElement left, JsonElement right) =>
        left.ValueKind == JsonValueKind.Number ? left.GetDouble().CompareTo(right.GetDouble()) : null;
}
