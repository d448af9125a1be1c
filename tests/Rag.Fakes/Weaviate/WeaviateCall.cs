using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Rag.Fakes.Weaviate;

/// <summary>A request that has found its route.</summary>
internal sealed class WeaviateCall(HttpRequest request, IReadOnlyList<string> parts, WeaviateUser user, byte[] body)
{
    /// <summary>Who asks.</summary>
    public WeaviateUser User => user;

    /// <summary>The request, for the fault switches.</summary>
    public HttpRequest Request => request;

    /// <summary>What stands at the n-th place-holder of the route.</summary>
    public string Part(int index) => parts[index];

    /// <summary>A parameter of the query; <see langword="null"/> if it is not there, the empty text if it is.</summary>
    public string? Query(string name) =>
        request.Query.TryGetValue(name, out Microsoft.Extensions.Primitives.StringValues values)
            ? values.ToString()
            : null;

    public long? QueryInteger(string name)
    {
        if (Query(name) is not { } text) return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw WeaviateFailure.OfApi(422, $"{name} in query must be of type int64: \"{text}\"", 601);
    }

    /// <summary>Refuses a consistency level that does not exist.</summary>
    public void CheckConsistencyLevel()
    {
        if (Query("consistency_level") is not { } level || level is "ONE" or "QUORUM" or "ALL") return;
        throw WeaviateFailure.Of(
            400, $"unrecognized consistency level '{level}', try one of the following: ['ONE', 'QUORUM', 'ALL']");
    }

    /// <summary>The body as a JSON object.</summary>
    public JsonObject ReadObject() => ReadJson() as JsonObject ?? throw Unparsable("cannot unmarshal into an object");

    /// <summary>The body as a JSON list.</summary>
    public JsonArray ReadList() => ReadJson() as JsonArray ?? throw Unparsable("cannot unmarshal into a list");

    /// <summary>A text member; <see langword="null"/> if it is missing.</summary>
    public static string? Text(JsonObject json, string name) => json[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => throw Unparsable($"cannot unmarshal into Go struct field {name} of type string"),
    };

    /// <summary>A boolean member; <see langword="false"/> if it is missing.</summary>
    public static bool Flag(JsonObject? json, string name) =>
        json?[name] is JsonValue value && value.GetValueKind() == JsonValueKind.True;

    public static WeaviateFailure Unparsable(string what) =>
        WeaviateFailure.OfApi(400, $"parsing body body from \"\" failed, because {what}");

    private JsonNode? ReadJson()
    {
        if (body.Length == 0) throw WeaviateFailure.OfApi(422, "body in body is required", 602);
        if (request.ContentType?.Split(';')[0].Trim() is not ("application/json" or "application/yaml"))
        {
            throw WeaviateFailure.OfApi(
                415,
                $"unsupported media type \"{request.ContentType}\", only [application/yaml application/json] are " +
                "allowed");
        }

        try
        {
            return JsonNode.Parse(Encoding.UTF8.GetString(body));
        }
        catch (JsonException error)
        {
            throw Unparsable(error.Message);
        }
    }
}
