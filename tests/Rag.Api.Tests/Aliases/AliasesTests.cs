using System.Net;
using System.Text.Json;
using Rag.Api.Tests.Streaming;

namespace Rag.Api.Tests.Aliases;

/// <summary>The names and examples of the product's source documents.</summary>
public sealed class AliasesTests(RagApplication application)
{
    private HttpClient Client => application.Client;

    [Fact]
    public async Task Ping_answers_pong()
    {
        JsonElement answer = await Client.GetAsync("/api/v1/ping").JsonAsync(HttpStatusCode.OK);

        Assert.Equal("""{"status":"ok","message":"pong"}""", answer.GetRawText());
    }

    [Fact]
    public async Task Ingest_accepts_a_text_and_retrieval_finds_it()
    {
        string collection = await Client.NewCollectionAsync();

        JsonElement accepted = await Client.PostJsonAsync(
            "/api/v1/ingestion/ingest",
            $$"""{"doc_id":"doc-1","text":"The stork clatters.","collection":"{{collection}}"}""")
            .JsonAsync(HttpStatusCode.Accepted);
        await WaitAsync(collection, "doc-1");
        JsonElement found = await Client.PostJsonAsync(
            "/api/v1/retrieval/query", $$"""{"query":"stork","collection":"{{collection}}"}""")
            .JsonAsync(HttpStatusCode.OK);

        Assert.Equal(
            """{"doc_id":"doc-1","status":"accepted","message":"Document accepted for ingestion."}""",
            accepted.GetRawText());
        Assert.Equal("stork", found.GetProperty("query").GetString());
        JsonElement hit = Assert.Single(found.GetProperty("results").EnumerateArray());
        Assert.Equal("doc-1", hit.GetProperty("doc_id").GetString());
        Assert.True(hit.GetProperty("score").GetDouble() > 0);
        Assert.Equal(JsonValueKind.Object, hit.GetProperty("metadata").ValueKind);
    }

    [Fact]
    public async Task Upload_chunks_answers_once_they_are_searchable()
    {
        string collection = await Client.NewCollectionAsync();

        JsonElement answer = await Client.PostJsonAsync("/upload/chunks", $$$"""
            {"collection":"{{{collection}}}","chunks":[
              {"page_content":"The crane dances.","metadata":{"source":"birds.txt"}},
              {"page_content":"The coot quarrels."}]}
            """).JsonAsync(HttpStatusCode.OK);

        Assert.Equal("""{"success":true,"message":"2 chunks uploaded"}""", answer.GetRawText());
        JsonElement hit = (await Client.SearchAsync(collection, "crane"))[0];
        Assert.Equal("The crane dances.", hit.GetProperty("text").GetString());
        Assert.Equal("birds.txt", hit.GetProperty("metadata").GetProperty("source").GetString());
    }

    [Theory]
    [InlineData("""{"chunks":[]}""")]
    [InlineData("""{}""")]
    public async Task No_chunks_are_400(string body)
    {
        JsonElement problem = await Client.PostJsonAsync("/upload/chunks", body).ProblemAsync(400, "no_chunks");

        Assert.Equal("No chunks to upload found", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Chunks_that_cannot_be_stored_are_500()
    {
        string collection = await Client.NewCollectionAsync(""","quotas":{"chunks":1}""");

        JsonElement problem = await Client.PostJsonAsync(
            "/upload/chunks",
            $$"""{"collection":"{{collection}}","chunks":[{"page_content":"a"},{"page_content":"b"}]}""")
            .ProblemAsync(500, "chunks_not_stored");

        Assert.Equal("Uploading chunks to vector store failed", problem.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Upload_takes_the_collection_before_or_after_the_file(bool before)
    {
        string collection = await Client.NewCollectionAsync();
        using var form = new MultipartFormDataContent();
        if (before) form.Add(new StringContent(collection), "collection");
        form.Add(new StringContent("The rail hides."), "file", "rail.txt");
        if (!before) form.Add(new StringContent(collection), "collection");

        JsonElement document = await Client.PostAsync("/documents/upload?wait=60", form)
            .JsonAsync(HttpStatusCode.Accepted);

        Assert.Equal(collection, document.GetProperty("collection").GetString());
        Assert.Equal("completed", document.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Upload_without_a_collection_goes_to_default()
    {
        JsonElement document = await Client.PostAsync("/documents/upload", Requests.TextFile("The snipe drums."))
            .JsonAsync(HttpStatusCode.Accepted);

        Assert.Equal("default", document.GetProperty("collection").GetString());
    }

    [Theory]
    [InlineData("/query", "query")]
    [InlineData("/query", "question")]
    [InlineData("/ask", "query")]
    [InlineData("/ask", "question")]
    public async Task Questions_are_answered_with_sources_and_timings(string path, string member)
    {
        string collection = await NewFactsAsync();

        JsonElement answer = await Client.PostJsonAsync(
            path, $$"""{"{{member}}":"When does the ferry leave?","collection":"{{collection}}"}""")
            .JsonAsync(HttpStatusCode.OK);

        Assert.Contains("6:15", answer.GetProperty("answer").GetString());
        Assert.NotEmpty(answer.GetProperty("sources").EnumerateArray());
        Assert.True(answer.GetProperty("timings_ms").GetProperty("total").GetDouble() > 0);
    }

    [Fact]
    public async Task Ask_takes_its_question_as_a_parameter()
    {
        string collection = await NewFactsAsync();

        JsonElement answer = await Client.PostAsync(
            $"/ask?query=When%20does%20the%20ferry%20leave%3F&collection={collection}", null)
            .JsonAsync(HttpStatusCode.OK);

        Assert.Contains("6:15", answer.GetProperty("answer").GetString());
    }

    [Fact]
    public async Task Query_stream_is_the_canonical_stream()
    {
        string collection = await NewFactsAsync();

        using HttpResponseMessage response = await Client.StreamAsync(
            HttpMethod.Post, "/query/stream",
            $$"""{"query":"When does the ferry leave?","collection":"{{collection}}"}""");
        IReadOnlyList<ServerEvent> events = await response.ReadAllAsync();

        Assert.Equal("sources", events[0].Name);
        Assert.Equal("done", events[^1].Name);
    }

    [Fact]
    public async Task Ask_stream_sends_plain_unnamed_frames_of_the_answer()
    {
        string collection = await NewFactsAsync();
        string path = $"/ask-stream?query=When%20does%20the%20ferry%20leave%3F&collection={collection}";

        using HttpResponseMessage response = await Client.StreamAsync(HttpMethod.Get, path);
        IReadOnlyList<ServerEvent> events = await response.ReadAllAsync();

        Assert.All(events, e => Assert.Null(e.Name));
        Assert.All(events, e => Assert.Null(e.Id));
        Assert.Contains("6:15", string.Concat(events.Select(e => e.Data)));
    }

    [Fact]
    public async Task Ask_stream_without_a_question_is_422() =>
        await Client.GetAsync("/ask-stream").ProblemAsync(422, "invalid");

    [Fact]
    public async Task Collections_are_listed_and_deleted()
    {
        string collection = await Client.NewCollectionAsync();

        JsonElement listed = await Client.GetAsync("/collections?limit=1000").JsonAsync(HttpStatusCode.OK);
        await Client.DeleteAsync($"/collections/{collection}").JsonAsync(HttpStatusCode.Accepted);

        Assert.Contains(
            collection,
            listed.GetProperty("collections").EnumerateArray().Select(c => c.GetProperty("name").GetString()));
        await Client.GetAsync($"/v1/collections/{collection}").ProblemAsync(404, "not_found");
    }

    private async Task<string> NewFactsAsync()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "The ferry leaves at 6:15 every morning.");
        return collection;
    }

    private async Task WaitAsync(string collection, string id)
    {
        using HttpResponseMessage events = await Client.StreamAsync(
            HttpMethod.Get, $"{Requests.DocumentPath(collection, id)}/events");
        Assert.Equal("completed", (await events.ReadAllAsync())[^1].Json.GetProperty("status").GetString());
    }
}
