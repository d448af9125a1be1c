using System.Text.Json.Nodes;

namespace Rag.Fakes.Weaviate;

/// <summary>A refused request. The server has four shapes for its errors.</summary>
internal sealed class WeaviateFailure(int status, JsonNode? body, string message) : Exception(message)
{
    public int Status => status;

    /// <summary><see langword="null"/> for an empty one.</summary>
    public JsonNode? Body => body;

    /// <summary>What the parts behind the API refuse: <c>{"error":[{"message"}]}</c>.</summary>
    public static WeaviateFailure Of(int status, string message) =>
        new(status, new JsonObject { ["error"] = Messages(message) }, message);

    /// <summary>What the schema refuses: 422 with one member more.</summary>
    public static WeaviateFailure OfSchema(string message) =>
        new(422, new JsonObject { ["allowed"] = null, ["error"] = Messages(message) }, message);

    /// <summary>What the API itself refuses, before anything looks at it: <c>{"code","message"}</c>.</summary>
    public static WeaviateFailure OfApi(int status, string message, int? code = null) =>
        new(status, new JsonObject { ["code"] = code ?? status, ["message"] = message }, message);

    /// <summary>What is refused by a quota, as a whole.</summary>
    public static WeaviateFailure OfQuota(string limit, int value) => new(
        429,
        new JsonObject
        {
            ["errorCode"] = "USAGE_LIMIT_EXCEEDED",
            ["limit"] = limit,
            ["message"] = $"{limit} count limit of {value} reached for this instance.",
            ["value"] = value,
        },
        limit);

    /// <summary>404 without a body.</summary>
    public static WeaviateFailure NotFound() => new(404, null, "not found");

    /// <summary>A crash inside the server: 200 without a body.</summary>
    public static WeaviateFailure Crash() => new(200, null, "crash");

    public static JsonArray Messages(string message) => [new JsonObject { ["message"] = message }];
}
