using System.Text.Json;
using System.Text.Json.Nodes;
using Rag.Fakes.Weaviate.Filtering;
using Rag.Fakes.Weaviate.GraphQl;
using Rag.Fakes.Weaviate.Schema;

namespace Rag.Fakes.Weaviate.Search;

/// <summary>Holds a query against the schema; if anything is wrong, nothing is run.</summary>
internal static class QueryCheck
{
    private static readonly string[] GetArguments =
        ["limit", "offset", "after", "where", "nearVector", "nearObject", "sort"];

    private static readonly string[] AggregateArguments = ["where", "groupBy"];

    private static readonly string[] Additional =
        ["id", "distance", "certainty", "score", "vector", "creationTimeUnix", "lastUpdateTimeUnix"];

    public static void Check(GraphQlField root, WeaviateDatabase database)
    {
        if (root.Name == "__schema") return;
        if (root.Name is not ("Get" or "Aggregate")) throw Unknown(root, "WeaviateObj");
        foreach (GraphQlField field in root.Selection)
        {
            if (!database.Classes.TryGetValue(field.Name, out WeaviateClass? owner))
                throw Unknown(field, $"{root.Name}ObjectsObj");
            CheckArguments(root, field, owner.Definition);
            if (field.Selection.Count == 0)
            {
                throw new GraphQlError(
                    $"Field \"{field.Name}\" of type \"[{field.Name}]\" must have a sub selection.", field.Place);
            }

            if (root.Name == "Get") CheckSelection(field, owner.Definition);
        }
    }

    private static void CheckArguments(GraphQlField root, GraphQlField field, ClassDefinition owner)
    {
        string[] known = root.Name == "Get" ? GetArguments : AggregateArguments;
        foreach (GraphQlArgument argument in field.Arguments)
        {
            if (!known.Contains(argument.Name) && !(argument.Name == "tenant" && owner.IsMultiTenant))
            {
                throw new GraphQlError(
                    $"Unknown argument \"{argument.Name}\" on field \"{field.Name}\" of type " +
                    $"\"{root.Name}ObjectsObj\".",
                    argument.Place);
            }

            CheckValue(argument);
        }
    }

    private static void CheckValue(GraphQlArgument argument)
    {
        switch (argument.Name)
        {
            case "limit" or "offset" when argument.Integer is null:
                throw argument.Invalid("type \"Int\"");
            case "after" or "tenant" when argument.Value.GetValueKind() != JsonValueKind.String:
                throw argument.Invalid("type \"String\"");
            case "nearVector" or "nearObject" when argument.Value is not JsonObject:
                throw argument.Invalid("an object");
            case "where":
                CheckTypes(argument);
                break;
        }
    }

    /// <summary>Types of a filter are the query's business; what it means is found out when it runs.</summary>
    private static void CheckTypes(GraphQlArgument argument)
    {
        try
        {
            ConditionReader.ReadGraphQl(argument);
        }
        catch (WeaviateFailure)
        {
            // Told again, with a path, when the field is run.
        }
    }

    private static void CheckSelection(GraphQlField field, ClassDefinition owner)
    {
        foreach (GraphQlField selected in field.Selection)
        {
            if (selected.Name != "_additional")
            {
                if (owner.Find(selected.Name) is null) throw Unknown(selected, owner.Name);
                continue;
            }

            GraphQlField? unknown = selected.Selection.FirstOrDefault(one => !Additional.Contains(one.Name));
            if (unknown is not null) throw Unknown(unknown, $"{owner.Name}Additional");
        }
    }

    private static GraphQlError Unknown(GraphQlField field, string type) =>
        new($"Cannot query field \"{field.Name}\" on type \"{type}\".", field.Place);
}
