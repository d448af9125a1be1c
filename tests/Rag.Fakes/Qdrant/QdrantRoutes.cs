using System.Text.Json;

namespace Rag.Fakes.Qdrant;

/// <summary>Finds what a request asks for. Unknown paths and wrong methods are one and the same 404.</summary>
internal sealed class QdrantRoutes(QdrantState state, PendingWrites pending, TimeProvider clock)
{
    private readonly CollectionRoutes _collections = new(state, clock);

    /// <summary>The result, and for a write when it is seen; <see langword="null"/> if there is no such
    /// route.</summary>
    public QdrantResult? Answer(QdrantRequest request)
    {
        pending.ApplyDue();
        string method = request.Http.Method;
        switch (request.Segments)
        {
            case ["cluster"] when method == "GET":
                return Of(new { status = "disabled" });
            case ["aliases"] when method == "GET":
                return Of(_collections.Aliases(null));
            case ["collections"] when method == "GET":
                return Of(_collections.List());
            case ["collections", "aliases"] when method == "POST":
                request.MustManage();
                return Of(_collections.ChangeAliases(request.Json));
            case ["collections", var name]:
                return AnswerCollection(request, method, name);
            case ["collections", var name, "points", .. var rest]:
                return AnswerPoints(request, method, name, rest);
            case ["collections", var name, .. var rest]:
                return AnswerParts(request, method, name, rest);
            default:
                return null;
        }
    }

    private QdrantResult? AnswerCollection(QdrantRequest request, string method, string name)
    {
        if (method == "GET") return Of(state.Get(name).Describe());
        if (method is not ("PUT" or "PATCH" or "DELETE")) return null;
        request.CheckQuery(isSearch: false);
        request.MustManage();
        return Of(method switch
        {
            "PUT" => _collections.Create(name, request.Json),
            "PATCH" => _collections.Update(name, request.Json),
            _ => state.Delete(name),
        });
    }

    private QdrantResult? AnswerParts(QdrantRequest request, string method, string name, string[] rest)
    {
        switch (method, rest)
        {
            case ("GET", ["exists"]):
                return Of(new { exists = state.Find(name) is not null });
            case ("GET", ["aliases"]):
                return Of(_collections.Aliases(name));
            case ("POST", ["facet"]):
                return Of(PointReads.Facet(state.Get(name), request.Json));
            case ("PUT", ["index"]):
                return Write(request, CollectionRoutes.CreateIndex(Writable(request, name), request.Json), name);
            case ("DELETE", ["index", var field]):
                QdrantCollection collection = Writable(request, name);
                return Write(request, () => collection.Indexes.Remove(field), name);
            default:
                return null;
        }
    }

    private QdrantResult? AnswerPoints(QdrantRequest request, string method, string name, string[] rest)
    {
        switch (method, rest)
        {
            case ("GET", [var id]):
                return Of(PointReads.Get(state.Get(name), id));
            case ("POST", []):
                return Read(request, name, PointReads.Retrieve);
            case ("POST", ["scroll"]):
                return Read(request, name, PointReads.Scroll);
            case ("POST", ["count"]):
                return Read(request, name, PointReads.Count);
            case ("POST", ["search"]):
                return Read(request, name, PointReads.LegacySearch);
            case ("POST", ["query"]):
                return Read(request, name, PointReads.Query);
            case ("POST", ["query", "batch"]):
                return Read(request, name, PointReads.QueryBatch);
            case ("POST", ["query", "groups"]):
                return Read(request, name, PointReads.QueryGroups);
            case ("POST", ["batch"]):
                return Batch(request, name);
            default:
                if (WriteOf(method, rest) is not { } write) return null;
                _ = request.Json;
                return Write(request, write(Writable(request, name), request.Json), name);
        }
    }

    private static Func<QdrantCollection, JsonElement, Action>? WriteOf(string method, string[] rest) =>
        (method, rest) switch
        {
            ("PUT", []) => PointWrites.Upsert,
            ("POST", ["delete"]) => PointWrites.Delete,
            ("POST", ["payload"]) => (collection, body) => PointWrites.SetPayload(collection, body, replace: false),
            ("PUT", ["payload"]) => (collection, body) => PointWrites.SetPayload(collection, body, replace: true),
            ("POST", ["payload", "delete"]) => PointWrites.DeletePayload,
            ("POST", ["payload", "clear"]) => PointWrites.ClearPayload,
            ("PUT", ["vectors"]) => PointWrites.UpdateVectors,
            _ => null,
        };

    private QdrantResult Batch(QdrantRequest request, string name)
    {
        var results = new List<object>();
        QdrantResult last = Of(results);
        foreach (JsonElement operation in
            request.Json.List("operations") ?? throw Refusal.Format("missing field `operations`"))
        {
            JsonProperty one = operation.EnumerateObject().First();
            Func<QdrantCollection, JsonElement, Action> write = one.Name switch
            {
                "upsert" => PointWrites.Upsert,
                "delete" => PointWrites.Delete,
                "set_payload" => (collection, body) => PointWrites.SetPayload(collection, body, replace: false),
                "overwrite_payload" => (collection, body) => PointWrites.SetPayload(collection, body, replace: true),
                "delete_payload" => PointWrites.DeletePayload,
                "clear_payload" => PointWrites.ClearPayload,
                "update_vectors" => PointWrites.UpdateVectors,
                _ => throw Refusal.NoVariant("UpdateOperation"),
            };
            last = Write(request, write(Writable(request, name), one.Value), name);
            results.Add(last.Result!);
        }

        return last with { Result = results };
    }

    private QdrantCollection Writable(QdrantRequest request, string name)
    {
        QdrantCollection collection = state.Get(name);
        request.CheckQuery(isSearch: false);
        request.MustManage();
        return collection;
    }

    private QdrantResult Read(
        QdrantRequest request, string name, Func<QdrantCollection, JsonElement, object> read)
    {
        request.CheckQuery(isSearch: true);
        JsonElement body = request.Json;
        QdrantCollection collection = state.Get(name);
        collection.Strict.CheckTimeout(request.Query("timeout"));
        return Of(read(collection, body));
    }

    private QdrantResult Write(QdrantRequest request, Action apply, string name)
    {
        DateTimeOffset seen = pending.Add(request.Http, apply);
        QdrantCollection? collection = state.Find(name);
        return new QdrantResult(null, seen)
        {
            Result = new Dictionary<string, object>
            {
                ["operation_id"] = collection?.NextOperation() ?? 0,
                ["status"] = request.Waits ? "completed" : "acknowledged",
            },
        };
    }

    private static QdrantResult Of(object result) => new(result, null);
}
