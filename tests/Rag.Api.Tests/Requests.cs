using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Rag.Api.Tests;

/// <summary>Plain HTTP in, JSON out.</summary>
internal static class Requests
{
    public static async Task<JsonElement> JsonAsync(this Task<HttpResponseMessage> answer, HttpStatusCode expected)
    {
        using HttpResponseMessage response = await answer;
        string body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{(int)response.StatusCode} instead of {(int)expected}: {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    /// <summary>The body of an error, which every error must have.</summary>
    public static async Task<JsonElement> ProblemAsync(this Task<HttpResponseMessage> answer, int status, string code)
    {
        using HttpResponseMessage response = await answer;
        string body = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode} instead of {status}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        JsonElement problem = JsonDocument.Parse(body).RootElement;
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.NotEmpty(problem.GetProperty("type").GetString()!);
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        Assert.NotEmpty(problem.GetProperty("trace_id").GetString()!);
        return problem;
    }

    public static Task<HttpResponseMessage> PostJsonAsync(this HttpClient client, string path, string json) =>
        client.PostAsync(path, Json(json));

    public static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    public static async Task<string> NewCollectionAsync(this HttpClient client, string settings = "")
    {
        string name = "c" + Guid.NewGuid().ToString("n");
        await client.PostJsonAsync("/v1/collections", $$"""{"name":"{{name}}"{{settings}}}""")
            .JsonAsync(HttpStatusCode.Created);
        return name;
    }

    public static MultipartFormDataContent File(
        byte[] content, string fileName, string contentType, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        foreach ((string name, string value) in fields) form.Add(new StringContent(value), name);
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        form.Add(file, "file", fileName);
        return form;
    }

    public static MultipartFormDataContent TextFile(string text, params (string Name, string Value)[] fields) =>
        File(Encoding.UTF8.GetBytes(text), "note.txt", "text/plain", fields);

    /// <summary>Uploads a text and waits until it can be found.</summary>
    public static async Task<JsonElement> IngestAsync(
        this HttpClient client, string collection, string text, params (string Name, string Value)[] fields)
    {
        JsonElement document = await client
            .PostAsync($"/v1/collections/{collection}/documents?wait=60", TextFile(text, fields))
            .JsonAsync(HttpStatusCode.Accepted);
        Assert.Equal("completed", document.GetProperty("status").GetString());
        return document;
    }

    public static async Task<IReadOnlyList<JsonElement>> SearchAsync(
        this HttpClient client, string collection, string query)
    {
        string body = JsonSerializer.Serialize(new { query });
        JsonElement found = await client
            .PostJsonAsync($"/v1/collections/{collection}/search", body).JsonAsync(HttpStatusCode.OK);
        return [.. found.GetProperty("results").EnumerateArray()];
    }

    public static string DocumentPath(string collection, string id) =>
        $"/v1/collections/{collection}/documents/{Uri.EscapeDataString(id)}";
}
