using System.Text.Json.Nodes;
using Rag.Fakes.Faults;
using Rag.Fakes.Weaviate.GraphQl;

namespace Rag.Fakes.Weaviate.Search;

/// <summary><c>POST /v1/graphql</c>: what fails in a query is told in an answer of status 200.</summary>
internal sealed class GraphQlRoute(WeaviateDatabase database, FaultSwitches faults)
{
    private const string IntrospectionReason =
        "due to GraphQL introspection, this role must have the permission to `read_collections` on `*` (all) " +
        "collections: ";

    public void Map(WeaviateRouter router)
    {
        router.Map("POST", "/v1/graphql", Answer);
        router.Map("POST", "/v1/graphql/batch", _ => throw WeaviateFailure.Of(
            422, database.Settings.DisableGraphQl ? "graphql api is disabled" : "this fake has no batches of queries"));
    }

    private WeaviateAnswer Answer(WeaviateCall call)
    {
        JsonObject json = call.ReadObject();
        call.User.Require('R', "schema/collections/*/shards/#", IntrospectionReason);
        if (database.Settings.DisableGraphQl) throw WeaviateFailure.Of(422, "graphql api is disabled");
        if (WeaviateCall.Text(json, "query") is not { Length: > 0 } query)
            throw WeaviateFailure.Of(422, "query cannot be empty");
        if (database.Classes.Count == 0)
        {
            throw WeaviateFailure.Of(
                422,
                "no graphql provider present, this is most likely because no schema is present. Import a schema " +
                "first!");
        }

        try
        {
            GraphQlOperation operation =
                Choose(GraphQlParser.Parse(query), WeaviateCall.Text(json, "operationName"));
            foreach (GraphQlField root in operation.Selection) QueryCheck.Check(root, database);
            return Run(operation, faults.TryTake(FaultKind.ItemErrors, call.Request, out _));
        }
        catch (GraphQlError error)
        {
            return new JsonObject { ["errors"] = new JsonArray(Describe(error.Message, error.Places, null)) };
        }
    }

    private static GraphQlOperation Choose(IReadOnlyList<GraphQlOperation> operations, string? name)
    {
        GraphQlOperation? chosen = string.IsNullOrEmpty(name)
            ? operations[0]
            : operations.FirstOrDefault(operation => operation.Name == name);
        if (chosen is null) throw new GraphQlError($"Unknown operation named \"{name}\".");
        if (string.IsNullOrEmpty(name) && operations.Count > 1)
            throw new GraphQlError("Must provide operation name if query contains multiple operations.");
        return chosen.Kind == "query"
            ? chosen
            : throw new GraphQlError($"Schema is not configured for {chosen.Kind}s", chosen.Place);
    }

    private JsonObject Run(GraphQlOperation operation, bool allFail)
    {
        var data = new JsonObject();
        var errors = new JsonArray();
        foreach (GraphQlField root in operation.Selection)
        {
            if (root.Name == "__schema")
            {
                data[root.Alias] = JsonNode.Parse("""{"queryType":{"name":"WeaviateObj"}}""");
                continue;
            }

            var found = new JsonObject();
            foreach (GraphQlField field in root.Selection)
                found[field.Alias] = RunField(root, field, errors, allFail);
            data[root.Alias] = found;
        }

        var answer = new JsonObject { ["data"] = data };
        if (errors.Count > 0) answer["errors"] = errors;
        return answer;
    }

    private JsonArray? RunField(GraphQlField root, GraphQlField field, JsonArray errors, bool fails)
    {
        try
        {
            if (fails) throw WeaviateFailure.Of(429, "429 Too many requests");
            WeaviateClass owner = database.Classes[field.Name];
            return root.Name == "Get"
                ? new GetQuery(database, owner, field).Run()
                : new AggregateQuery(database, owner, field).Run();
        }
        catch (WeaviateFailure failure)
        {
            errors.Add(Describe(failure.Message, [field.Place], new JsonArray(root.Alias, field.Alias)));
            return null;
        }
    }

    private static JsonObject Describe(string message, IReadOnlyList<GraphQlPosition> places, JsonArray? path) => new()
    {
        ["locations"] = new JsonArray([.. places.Select(place => new JsonObject
        {
            ["column"] = place.Column,
            ["line"] = place.Line,
        })]),
        ["message"] = message,
        ["path"] = path,
    };
}
