using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Rag.Fakes.Faults;

namespace Rag.Api.Tests.Documents;

public sealed class EmbeddingCacheTests(EmbeddingApplication application) : IClassFixture<EmbeddingApplication>
{
    private const string Robin = "The robin sings in winter too, when every other bird of the garden is silent.";
    private const string Wren = "The wren is small and loud, and hides in the ivy from the sparrowhawk at dusk.";
    private const string Ouzel = "The ouzel dives into the stream and walks along its bed against the current.";

    private HttpClient Client => application.Client;

    [Fact]
    public async Task A_re_upload_with_one_changed_passage_asks_the_model_for_one_text()
    {
        string collection = await Client.NewCollectionAsync();
        await IngestAsync(collection, Robin, Wren, Ouzel);
        application.OpenAI.Requests.Clear();

        await IngestAsync(collection, Robin, Wren + " Nobody sees it.", Ouzel);

        Assert.Equal([Wren + " Nobody sees it."], TextsAsked());
        Assert.Equal(3, CountRows(collection));
        JsonElement hit = (await Client.SearchAsync(collection, "who dives into the stream"))[0];
        Assert.Contains("ouzel", hit.GetProperty("text").GetString(), StringComparison.Ordinal);
        string page = await Client.GetStringAsync("/metrics");
        Assert.Contains("rag_embedding_cache_total{outcome=\"hit\"} ", page, StringComparison.Ordinal);
        Assert.Contains("rag_embedding_cache_total{outcome=\"miss\"} ", page, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_deleted_document_leaves_no_vector()
    {
        string collection = await Client.NewCollectionAsync();
        await IngestAsync(collection, Robin, Wren);
        Assert.Equal(2, CountRows(collection));

        string path = Requests.DocumentPath(collection, "birds");
        await Client.DeleteAsync(path).JsonAsync(HttpStatusCode.Accepted);
        // It answers until all that it left has been removed.
        await WaitAsync(path, answer => Task.FromResult(answer.StatusCode == HttpStatusCode.NotFound));

        Assert.Equal(0, CountRows(collection));
        application.OpenAI.Requests.Clear();
        await IngestAsync(collection, Robin, Wren);
        Assert.Equal([Robin, Wren], TextsAsked());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_run_that_failed_at_the_vector_store_does_not_pay_twice()
    {
        string collection = await Client.NewCollectionAsync(""","store":"qdrant" """);
        application.Qdrant.Faults.Set([new Fault(FaultKind.Refuse) { Status = 400, Method = "PUT", Path = "/points" }]);
        JsonElement failed = await UploadAsync(collection, Robin, Wren);
        application.Qdrant.Faults.Set([]);
        Assert.Equal("failed", failed.GetProperty("status").GetString());
        Assert.Equal(2, CountRows(collection));
        application.OpenAI.Requests.Clear();

        string path = Requests.DocumentPath(collection, "birds");
        await Client.PostAsync(path + "/retry", null).JsonAsync(HttpStatusCode.Accepted);
        await WaitAsync(path, async answer =>
        {
            JsonElement document = await Task.FromResult(answer).JsonAsync(HttpStatusCode.OK);
            return document.GetProperty("status").GetString() == "completed";
        });

        Assert.Empty(TextsAsked());
    }

    private async Task IngestAsync(string collection, params string[] passages) =>
        Assert.Equal("completed", (await UploadAsync(collection, passages)).GetProperty("status").GetString());

    private Task<JsonElement> UploadAsync(string collection, params string[] passages) => Client.PostAsync(
        $"/v1/collections/{collection}/documents?wait=60",
        Requests.TextFile(
            string.Join("\n\n", passages),
            ("document_id", "birds"),
            ("chunking", """{"strategy":"recursive","size":100,"overlap":0}""")))
        .JsonAsync(HttpStatusCode.Accepted);

    private async Task WaitAsync(string path, Func<HttpResponseMessage, Task<bool>> ended)
    {
        while (!await ended(await Client.GetAsync(path, TestContext.Current.CancellationToken)))
        {
            // The next answer may be the one.
        }
    }

    private string[] TextsAsked() =>
    [
        .. from request in application.OpenAI.Requests.All
           where request.Path == "/v1/embeddings"
           from text in JsonDocument.Parse(request.Body).RootElement.GetProperty("input").EnumerateArray()
           select text.GetString(),
    ];

    /// <summary>Past the service, out of its database.</summary>
    private long CountRows(string collection)
    {
        using var database = new SqliteConnection(
            $"Data Source={Path.Combine(application.DataDirectory, "rag.db")};Mode=ReadOnly;Pooling=False");
        database.Open();
        using SqliteCommand count = database.CreateCommand();
        count.CommandText =
            "SELECT COUNT(*) FROM embeddings JOIN chunk_documents USING (document_key) "
            + "JOIN chunk_indexes USING (index_key) WHERE collection = $collection";
        count.Parameters.AddWithValue("$collection", collection);
        return (long)count.ExecuteScalar()!;
    }
}
