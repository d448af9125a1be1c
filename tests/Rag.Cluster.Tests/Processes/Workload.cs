using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Rag.Cluster.Tests.Processes;

/// <summary>
/// Uploads, deletes and reads documents as a careful client does, and remembers what was confirmed: the oracle of what
/// must be there in the end. Invariant: every refusal is one that the contract allows while the cluster recovers.
/// </summary>
internal sealed class Workload(HttpClient client, string collection = "default")
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly ConcurrentDictionary<string, int> _versions = new();

    /// <summary>Documents that must be there, with the number of their last confirmed content.</summary>
    public IReadOnlyDictionary<string, int> Confirmed => _versions;

    /// <summary>Refusals met and repeated.</summary>
    public int Refusals;

    private string Documents => $"/v1/collections/{collection}/documents";

    /// <summary>Uploads a content until it is confirmed.</summary>
    public async Task UploadAsync(string id, int content = 0)
    {
        await RepeatAsync(() => client.PostAsJsonAsync(
            Documents,
            new { document_id = id, text = TextOf(id, content) }), HttpStatusCode.Accepted, HttpStatusCode.OK);
        _versions[id] = content;
    }

    /// <summary>Deletes until it is confirmed, by the answer or by the document's absence.</summary>
    public async Task DeleteAsync(string id)
    {
        await RepeatAsync(
            () => client.DeleteAsync($"{Documents}/{id}"), HttpStatusCode.Accepted, HttpStatusCode.NotFound);
        _versions.TryRemove(id, out _);
    }

    /// <summary>Every confirmed document completes once, with its last content; everything else is gone.</summary>
    public async Task VerifyAsync(IEnumerable<string> deleted)
    {
        using var limit = new CancellationTokenSource(Patience);
        foreach ((string id, int content) in _versions)
        {
            await CompletesAsync(id, limit.Token);
            JsonElement page = await GetAsync($"{Documents}/{id}/chunks?limit=1000", limit.Token);
            JsonElement[] chunks = [.. page.GetProperty("chunks").EnumerateArray()];
            Assert.NotEmpty(chunks);
            Assert.Equal(
                Enumerable.Range(0, chunks.Length), chunks.Select(chunk => chunk.GetProperty("ordinal").GetInt32()));
            Assert.All(chunks, chunk => Assert.Contains(Codeword(id, content), chunk.GetProperty("text").GetString()));
            JsonElement[] hits = await SearchAsync(Codeword(id, content), limit.Token);
            Assert.Equal(chunks.Length, hits.Length);
            Assert.Equal(
                chunks.Select(chunk => chunk.GetProperty("chunk_id").GetString()).Order(StringComparer.Ordinal),
                hits.Select(hit => hit.GetProperty("chunk_id").GetString()).Order(StringComparer.Ordinal));
        }

        foreach (string id in deleted.Where(id => !_versions.ContainsKey(id)))
            Assert.Empty(await SearchAsync(Codeword(id, 0), limit.Token));
    }

    /// <summary>Sends until the answer is an expected one; a refusal must say that it may be repeated.</summary>
    public async Task RepeatAsync(Func<Task<HttpResponseMessage>> send, params HttpStatusCode[] expected)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            using HttpResponseMessage answer = await send();
            if (expected.Contains(answer.StatusCode)) return;
            string body = await answer.Content.ReadAsStringAsync(limit.Token);
            Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{(int)answer.StatusCode} {body}");
            Assert.NotNull(answer.Headers.RetryAfter);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.Contains("\"retryable\":true", body);
            Interlocked.Increment(ref Refusals);
            await Task.Delay(200, limit.Token);
        }
    }

    public async Task<JsonElement[]> SearchAsync(string word, CancellationToken cancellationToken)
    {
        JsonElement[] hits = [];
        await RepeatAsync(
            async () =>
            {
                HttpResponseMessage answer = await client.PostAsJsonAsync(
                    $"/v1/collections/{collection}/search",
                    new { query = word, top_k = 100, mode = "keyword" },
                    cancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    JsonElement body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
                    hits = [.. body.GetProperty("results").EnumerateArray()];
                }

                return answer;
            },
            HttpStatusCode.OK);
        return hits;
    }

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken)
    {
        JsonElement body = default;
        await RepeatAsync(
            async () =>
            {
                HttpResponseMessage answer = await client.GetAsync(path, cancellationToken);
                if (answer.IsSuccessStatusCode)
                    body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
                return answer;
            },
            HttpStatusCode.OK);
        return body;
    }

    public static string Codeword(string id, int content) =>
        $"codeword{id.Replace("-", "", StringComparison.Ordinal)}x{content}x";

    private async Task CompletesAsync(string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            JsonElement document = await GetAsync($"{Documents}/{id}", cancellationToken);
            string status = document.GetProperty("status").GetString()!;
            Assert.False(status is "failed" or "cancelled", document.ToString());
            if (status == "completed") return;
            await Task.Delay(100, cancellationToken);
        }
    }

    private static string TextOf(string id, int content) => string.Join("\n\n", Enumerable.Range(0, 5).Select(i =>
        $"Paragraph {i} of the document {id} with the {Codeword(id, content)}. "
        + string.Concat(Enumerable.Repeat("The harbour is calm and the zeppelin is moored. ", 12))));
}
