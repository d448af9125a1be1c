using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rag.Api.Tests.OpenApi;

/// <summary>
/// Makes a Postman collection (format 2.1) of an OpenAPI document: a folder for each tag, a request for each operation.
/// </summary>
internal static class PostmanCollection
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n",
    };

    public static string Generate(JsonElement document)
    {
        var folders = new SortedDictionary<string, JsonArray>(StringComparer.Ordinal);
        foreach (JsonProperty path in document.GetProperty("paths").EnumerateObject().OrderBy(
            p => p.Name, StringComparer.Ordinal))
        {
            foreach (JsonProperty operation in path.Value.EnumerateObject().OrderBy(
                o => o.Name, StringComparer.Ordinal))
            {
                string tag = operation.Value.GetProperty("tags")[0].GetString()!;
                if (!folders.TryGetValue(tag, out JsonArray? items)) folders[tag] = items = [];
                items.Add(Item(operation.Name.ToUpperInvariant(), path.Name, operation.Value));
            }
        }

        var collection = new JsonObject
        {
            ["info"] = new JsonObject
            {
                ["name"] = document.GetProperty("info").GetProperty("title").GetString(),
                ["description"] = document.GetProperty("info").GetProperty("description").GetString(),
                ["schema"] = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
            },
            ["variable"] = new JsonArray(
                Variable("base_url", "http://127.0.0.1:8080"),
                Variable("collection", "default"),
                Variable("document", ""),
                Variable("query", "")),
            ["item"] = new JsonArray([.. folders.Select(folder => (JsonNode)new JsonObject
            {
                ["name"] = folder.Key, ["item"] = folder.Value,
            })]),
        };
        return collection.ToJsonString(Readable) + "\n";
    }

    private static JsonObject Variable(string key, string value) => new() { ["key"] = key, ["value"] = value };

    private static JsonObject Item(string method, string path, JsonElement operation)
    {
        // Postman's own variables stand in double braces.
        string target = path.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
        var request = new JsonObject
        {
            ["method"] = method,
            ["description"] = operation.GetProperty("description").GetString(),
            ["header"] = new JsonArray(),
            ["url"] = new JsonObject
            {
                ["raw"] = $"{{{{base_url}}}}{target}",
                ["host"] = new JsonArray("{{base_url}}"),
                ["path"] = new JsonArray([.. target.Trim('/').Split('/').Select(part => (JsonNode)part)]),
                ["query"] = Parameters(operation, "query"),
            },
        };
        if (operation.TryGetProperty("requestBody", out JsonElement body))
            AddBody(request, body.GetProperty("content"));
        foreach (JsonNode? header in Parameters(operation, "header").ToArray())
        {
            request["header"]!.AsArray().Add(header!.DeepClone());
        }

        return new JsonObject { ["name"] = operation.GetProperty("summary").GetString(), ["request"] = request };
    }

    private static JsonArray Parameters(JsonElement operation, string place)
    {
        if (!operation.TryGetProperty("parameters", out JsonElement parameters)) return [];
        return new JsonArray([.. parameters.EnumerateArray()
            .Where(parameter => parameter.GetProperty("in").GetString() == place)
            .Select(parameter => (JsonNode)new JsonObject
            {
                ["key"] = parameter.GetProperty("name").GetString(),
                ["value"] = "",
                ["description"] = parameter.GetProperty("description").GetString(),
                ["disabled"] = true,
            })]);
    }

    private static void AddBody(JsonObject request, JsonElement content)
    {
        if (content.TryGetProperty("multipart/form-data", out _))
        {
            request["body"] = new JsonObject
            {
                ["mode"] = "formdata",
                ["formdata"] = new JsonArray(new JsonObject { ["key"] = "file", ["type"] = "file", ["src"] = "" }),
            };
            return;
        }

        string example = JsonNode.Parse(content.GetProperty("application/json").GetProperty("example").GetRawText())!
            .ToJsonString(Readable);
        request["header"]!.AsArray().Add(new JsonObject { ["key"] = "Content-Type", ["value"] = "application/json" });
        request["body"] = new JsonObject
        {
            ["mode"] = "raw",
            ["raw"] = example,
            ["options"] = new JsonObject { ["raw"] = new JsonObject { ["language"] = "json" } },
        };
    }
}
