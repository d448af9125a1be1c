using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rag.Benchmarks;

/// <summary>The part of the HTTP API that the benchmarks use.</summary>
internal sealed class RagClient : IDisposable
{
    private const int MaxWaitSeconds = 300;

    private readonly HttpClient _http;

    /// <param name="url">Where the service listens.</param>
    public RagClient(Uri url)
    {
        _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 })
        {
            BaseAddress = url,
            Timeout = TimeSpan.FromMinutes(15),
        };
    }

    /// <summary>Creates a collection.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="settings">Other members of the request, as a JSON object.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task CreateCollectionAsync(string name, string settings, CancellationToken cancellationToken = default)
    {
        JsonObject body = ParseSettings(settings);
        body["name"] = name;
        using HttpResponseMessage response = await _http.PostAsJsonAsync("v1/collections", body, cancellationToken);
        await EnsureSuccessAsync(response, $"creating the collection '{name}'");
    }

    /// <summary>Whether there is a collection.</summary>
    public async Task<bool> HasCollectionAsync(string name)
    {
        using HttpResponseMessage response = await _http.GetAsync(new Uri($"v1/collections/{name}", UriKind.Relative));
        if (response.StatusCode == HttpStatusCode.NotFound) return false;
        await EnsureSuccessAsync(response, $"asking for the collection '{name}'");
        return true;
    }

    /// <summary>Deletes a collection.</summary>
    public async Task DeleteCollectionAsync(string name)
    {
        using HttpResponseMessage response = await _http.DeleteAsync(
            new Uri($"v1/collections/{name}", UriKind.Relative));
        await EnsureSuccessAsync(response, $"deleting the collection '{name}'");
    }

    /// <summary>Uploads a text as JSON and waits for the end of its ingestion.</summary>
    /// <returns>The number of its chunks.</returns>
    public Task<int> UploadTextAsync(
        string collection, string id, string? title, string text, JsonObject? metadata = null)
    {
        JsonObject body = new() { ["document_id"] = id, ["text"] = text };
        if (metadata is not null) body["metadata"] = metadata;
        if (!string.IsNullOrWhiteSpace(title)) body["title"] = title;
        return UploadAsync(collection, id, JsonContent.Create(body));
    }

    /// <summary>Uploads a file and waits for the end of its ingestion.</summary>
    /// <returns>The number of its chunks.</returns>
    public Task<int> UploadFileAsync(string collection, string fileName, byte[] content)
    {
        ByteArrayContent file = new(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        return UploadAsync(collection, fileName, new MultipartFormDataContent { { file, "file", fileName } });
    }

    /// <summary>Uploads ready chunks, as the JSON of a request, and waits for the end of their ingestion.</summary>
    public Task<int> UploadChunksAsync(string collection, string id, string json) =>
        UploadAsync(collection, id, new StringContent(json, Encoding.UTF8, "application/json"));

    /// <summary>Searches with the JSON of a request; answers the texts of the hits.</summary>
    public async Task<IReadOnlyList<string>> SearchTextsAsync(string collection, string json)
    {
        using HttpResponseMessage response = await _http.PostAsync(
            new Uri($"v1/collections/{collection}/search", UriKind.Relative),
            new StringContent(json, Encoding.UTF8, "application/json"));
        JsonElement answer = await ReadAsync(response, "searching with a vector");
        return [.. answer.GetProperty("results").EnumerateArray().Select(hit => hit.GetProperty("text").GetString()!)];
    }

    /// <summary>The number of suggestions for what was typed.</summary>
    public async Task<int> SuggestAsync(string collection, string typed, string filter)
    {
        string query = "q=" + Uri.EscapeDataString(typed);
        if (filter != "") query += "&filter=" + Uri.EscapeDataString(filter);
        using HttpResponseMessage response = await _http.GetAsync(
            new Uri($"v1/collections/{collection}/suggest?{query}", UriKind.Relative));
        JsonElement answer = await ReadAsync(response, $"suggesting for '{typed}'");
        return answer.GetProperty("suggestions").GetArrayLength();
    }

    /// <summary>Searches.</summary>
    /// <param name="collection">Where.</param>
    /// <param name="query">For what.</param>
    /// <param name="mode">Which legs.</param>
    /// <param name="topK">At most so many hits.</param>
    /// <param name="more">More members of the request, a JSON object.</param>
    public async Task<IReadOnlyList<Hit>> SearchAsync(
        string collection, string query, string mode, int topK, string more)
    {
        JsonObject body = JsonNode.Parse(more)!.AsObject();
        body["query"] = query;
        body["mode"] = mode;
        body["top_k"] = topK;
        using HttpResponseMessage response = await _http.PostAsJsonAsync($"v1/collections/{collection}/search", body);
        JsonElement answer = await ReadAsync(response, $"searching for '{query}'");
        return [.. answer.GetProperty("results").EnumerateArray().Select(Hit.Read)];
    }

    /// <summary>Asks with the JSON of a request.</summary>
    /// <returns>The answer, and whether it is a refusal.</returns>
    public async Task<(string Answer, bool IsRefused)> AskAsync(string collection, JsonObject body)
    {
        using HttpResponseMessage response = await _http.PostAsJsonAsync($"v1/collections/{collection}/query", body);
        JsonElement answer = await ReadAsync(response, $"asking '{body["question"]}'");
        return (answer.GetProperty("answer").GetString()!, answer.GetProperty("no_answer").GetBoolean());
    }

    /// <summary>The spans of all chunks of a document.</summary>
    public async Task<IReadOnlyList<Span>> ListSpansAsync(string collection, string id)
    {
        List<Span> spans = [];
        string? cursor = null;
        do
        {
            string path = $"v1/collections/{collection}/documents/{Uri.EscapeDataString(id)}/chunks?limit=100"
                + (cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor));
            using HttpResponseMessage response = await _http.GetAsync(new Uri(path, UriKind.Relative));
            JsonElement page = await ReadAsync(response, $"listing the chunks of '{id}'");
            spans.AddRange(
                page.GetProperty("chunks").EnumerateArray().Select(chunk => Span.Read(chunk.GetProperty("location"))));
            cursor = page.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);

        return spans;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<int> UploadAsync(string collection, string id, HttpContent content)
    {
        string path = $"v1/collections/{collection}/documents";
        using HttpResponseMessage response = await _http.PostAsync(
            new Uri($"{path}?wait={MaxWaitSeconds}", UriKind.Relative), content);
        JsonElement document = await ReadAsync(response, $"uploading '{id}'");
        string status = document.GetProperty("status").GetString()!;
        if (status != "completed")
            throw new BenchmarkException($"'{id}' is '{status}': {document.GetProperty("error").GetRawText()}");
        return document.GetProperty("chunk_count").GetInt32();
    }

    private static JsonObject ParseSettings(string settings)
    {
        try
        {
            return JsonNode.Parse(settings) as JsonObject ?? throw new JsonException("It is no object.");
        }
        catch (JsonException exception)
        {
            throw new CommandLineException($"'--collection-settings' is no JSON object: {exception.Message}");
        }
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, string doing)
    {
        await EnsureSuccessAsync(response, doing);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task EnsureSuccessAsync(HttpResponseMessage response, string doing)
    {
        if (response.IsSuccessStatusCode) return;
        string body = await response.Content.ReadAsStringAsync();
        throw new BenchmarkException($"{doing} gave {(int)response.StatusCode}: {body}");
    }
}
