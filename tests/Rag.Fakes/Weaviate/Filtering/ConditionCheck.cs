using Rag.Fakes.Weaviate.Objects;
using Rag.Fakes.Weaviate.Schema;

namespace Rag.Fakes.Weaviate.Filtering;

/// <summary>Refuses filters that the class cannot answer.</summary>
internal static class ConditionCheck
{
    public static void Check(Condition condition, ClassDefinition owner)
    {
        if (condition.Operator == "Not" && condition.Operands.Count != 1)
            throw Wrong("resolve doc ids for prop/value pair: too many children for Not");
        foreach (Condition operand in condition.Operands) Check(operand, owner);
        if (condition.IsCombination) return;
        switch (condition.Path)
        {
            case "id" or "_id":
                return;
            case "_creationTimeUnix" or "_lastUpdateTimeUnix":
                if (!owner.IndexTimestamps) throw Wrong("Timestamps must be indexed to be filterable");
                return;
            case ['l', 'e', 'n', '(', .. string name, ')']:
                if (!owner.IndexPropertyLength) throw Wrong("Property length must be indexed to be filterable");
                Find(name, owner);
                return;
            default:
                CheckProperty(condition, Find(condition.Path, owner), owner);
                return;
        }
    }

    private static void CheckProperty(Condition condition, PropertyDefinition property, ClassDefinition owner)
    {
        if (!property.IndexFilterable && !property.IndexSearchable)
        {
            throw Wrong(
                $"Filtering by property '{property.Name}' requires inverted index. Is `indexFilterable` option of " +
                $"property '{property.Name}' enabled? Set it to `true` or leave empty");
        }

        if (condition.Operator == "IsNull")
        {
            if (!owner.IndexNullState) throw Wrong("Nullstate must be indexed to be filterable");
            return;
        }

        string wanted = property.ElementType switch
        {
            "int" => "valueInt",
            "number" => "valueNumber",
            "boolean" => "valueBoolean",
            "date" => "valueDate",
            _ => "valueText",
        };
        if (condition.ValueKey != wanted)
        {
            throw Wrong(
                $"data type filter cannot use \"{condition.ValueKey}\" on type \"{property.DataType}\", use " +
                $"\"{wanted}\" instead");
        }

        if (wanted == "valueDate" && condition.Values.Any(value => !PropertyValue.IsDate(value.GetValue<string>())))
            throw Wrong($"trying parse time as RFC3339 string: parsing time \"{condition.Value}\"");
        if (wanted == "valueText" && property.Tokenization == "word") CheckWords(condition);
    }

    private static void CheckWords(Condition condition)
    {
        bool[] isEmpty = [.. condition.Values.Select(value => Words.OfQuery(value.GetValue<string>()).Count == 0)];
        bool isRefused = condition.Operator switch
        {
            "Like" => false,
            "ContainsAny" => isEmpty.All(empty => empty),
            _ => isEmpty.Any(empty => empty),
        };
        if (isRefused) throw Wrong("invalid search term, only stopwords provided");
    }

    private static PropertyDefinition Find(string name, ClassDefinition owner)
    {
        if (owner.Find(name) is { } property) return property;
        throw Wrong(name.Contains('.')
            ? "filtering on nested properties is a preview feature, disabled by default"
            : $"no such prop with name '{name}' found in class '{owner.Name}' in the schema. Check your schema files " +
                "for which properties in this class are available");
    }

    private static WeaviateFailure Wrong(string what) =>
        WeaviateFailure.Of(422, $"validate: invalid where filter: {what}");
}
