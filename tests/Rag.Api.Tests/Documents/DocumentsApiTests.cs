using System.Net;
using System.Text.Json;

namespace Rag.Api.Tests.Documents;

public sealed class DocumentsApiTests(RagApplication application)
{
    private HttpClient Client => application.Client;

    [Fact]
    public async Task An_upload_is_accepted_visible_at_once_and_then_found()
    {
        string collection = await Client.NewCollectionAsync();

        using HttpResponseMessage response = await Client.PostAsync(
            $"/v1/collections/{collection}/documents",
            Requests.TextFile(
                "The kingfisher dives for small fish.",
                ("title", "Kingfishers"), ("author", "A. Bird"),
                ("metadata", """{"year":2024,"tags":["river","bird"]}""")));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        JsonElement accepted = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        string id = accepted.GetProperty("id").GetString()!;
        JsonElement listed = await Client.GetAsync($"/v1/collections/{collection}/documents")
            .JsonAsync(HttpStatusCode.OK);

        Assert.Equal(Requests.DocumentPath(collection, id), response.Headers.Location!.OriginalString);
        Assert.False(accepted.GetProperty("deduplicated").GetBoolean());
        Assert.Equal(collection, accepted.GetProperty("collection").GetString());
        Assert.Equal("Kingfishers", accepted.GetProperty("title").GetString());
        Assert.Equal("A. Bird", accepted.GetProperty("author").GetString());
        Assert.Equal("text/plain", accepted.GetProperty("content_type").GetString());
        Assert.Equal("note.txt", accepted.GetProperty("file_name").GetString());
        Assert.Equal(36, accepted.GetProperty("bytes").GetInt32());
        Assert.Equal(64, accepted.GetProperty("content_sha256").GetString()!.Length);
        Assert.Equal(2024, accepted.GetProperty("metadata").GetProperty("year").GetInt32());
        Assert.Equal(id, Assert.Single(listed.GetProperty("documents").EnumerateArray()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task An_ended_ingestion_shows_chunks_pages_model_and_no_error()
    {
        string collection = await Client.NewCollectionAsync();

        JsonElement document = await Client.IngestAsync(collection, "The kingfisher dives for small fish.");
        string path = Requests.DocumentPath(collection, document.GetProperty("id").GetString()!);
        JsonElement chunks = await Client.GetAsync($"{path}/chunks").JsonAsync(HttpStatusCode.OK);

        Assert.Equal("completed", document.GetProperty("status").GetString());
        Assert.Equal(1, document.GetProperty("chunk_count").GetInt32());
        Assert.Equal(JsonValueKind.Null, document.GetProperty("error").ValueKind);
        Assert.NotEmpty(document.GetProperty("embedding_model").GetString()!);
        JsonElement chunk = Assert.Single(chunks.GetProperty("chunks").EnumerateArray());
        Assert.Equal("The kingfisher dives for small fish.", chunk.GetProperty("text").GetString());
        Assert.Equal(0, chunk.GetProperty("location").GetProperty("char_start").GetInt32());
        Assert.Equal(36, chunk.GetProperty("location").GetProperty("char_end").GetInt32());
        Assert.Equal(JsonValueKind.Null, chunks.GetProperty("next_cursor").ValueKind);
    }

    [Fact]
    public async Task Fields_may_come_after_the_file()
    {
        string collection = await Client.NewCollectionAsync();
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent("Late words."), "file", "late.txt");
        form.Add(new StringContent("late"), "document_id");

        JsonElement document = await Client.PostAsync($"/v1/collections/{collection}/documents", form)
            .JsonAsync(HttpStatusCode.Accepted);

        Assert.Equal("late", document.GetProperty("id").GetString());
    }

    [Fact]
    public async Task The_same_content_again_is_200_and_deduplicated()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "The same words.", ("document_id", "twice"));

        JsonElement again = await Client.PostAsync(
            $"/v1/collections/{collection}/documents", Requests.TextFile("The same words.", ("document_id", "twice")))
            .JsonAsync(HttpStatusCode.OK);

        Assert.True(again.GetProperty("deduplicated").GetBoolean());
        Assert.Equal("twice", again.GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_replaced_document_answers_with_its_new_content_only()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "The swift sleeps in the air.", ("document_id", "bird"));

        await Client.IngestAsync(collection, "The swallow builds a nest of mud.", ("document_id", "bird"));

        IReadOnlyList<JsonElement> hits = await Client.SearchAsync(collection, "swift swallow");
        Assert.Equal("The swallow builds a nest of mud.", Assert.Single(hits).GetProperty("text").GetString());
    }

    [Fact]
    public async Task On_conflict_error_refuses_an_id_that_exists()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "First.", ("document_id", "one"));

        await Client.PostAsync(
            $"/v1/collections/{collection}/documents",
            Requests.TextFile("Second.", ("document_id", "one"), ("on_conflict", "error"))).ProblemAsync(409, "exists");
    }

    [Fact]
    public async Task Lists_filter_by_status_and_metadata_and_page()
    {
        string collection = await Client.NewCollectionAsync();
        for (int i = 0; i < 3; i++)
        {
            await Client.IngestAsync(
                collection, $"Document {i}.", ("document_id", $"d{i}"), ("metadata", $$"""{"n":{{i}}}"""));
        }

        string path = $"/v1/collections/{collection}/documents";
        JsonElement filtered = await Client.GetAsync(
            $"{path}?status=completed&filter={Uri.EscapeDataString("""{"type":"gte","key":"n","value":1}""")}")
            .JsonAsync(HttpStatusCode.OK);
        JsonElement first = await Client.GetAsync($"{path}?limit=2").JsonAsync(HttpStatusCode.OK);
        string cursor = Uri.EscapeDataString(first.GetProperty("next_cursor").GetString()!);
        JsonElement second = await Client.GetAsync($"{path}?limit=2&cursor={cursor}").JsonAsync(HttpStatusCode.OK);

        Assert.Equal(["d1", "d2"], Ids(filtered).Order());
        Assert.Equal(["d0", "d1", "d2"], Ids(first).Concat(Ids(second)).Order());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next_cursor").ValueKind);
        await Client.GetAsync($"{path}?status=lost").ProblemAsync(422, "invalid");
        await Client.GetAsync($"{path}?filter=%7B").ProblemAsync(422, "invalid_filter");
    }

    [Fact]
    public async Task A_deleted_document_is_not_retrievable_after_the_answer()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "The owl hunts at night.", ("document_id", "owl"));

        await Client.DeleteAsync(Requests.DocumentPath(collection, "owl")).JsonAsync(HttpStatusCode.Accepted);

        Assert.Empty(await Client.SearchAsync(collection, "owl"));
    }

    [Fact]
    public async Task Deleting_by_filter_takes_those_that_match_and_no_others()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(
            collection, "The red kite.", ("document_id", "red"), ("metadata", """{"colour":"red"}"""));
        await Client.IngestAsync(
            collection, "The blue tit.", ("document_id", "blue"), ("metadata", """{"colour":"blue"}"""));
        string path = $"/v1/collections/{collection}/documents/delete";

        JsonElement answer = await Client.PostJsonAsync(path, """{"filter":{"colour":"red"}}""")
            .JsonAsync(HttpStatusCode.Accepted);

        Assert.Equal(1, answer.GetProperty("deleted").GetInt32());
        Assert.False(answer.GetProperty("has_more").GetBoolean());
        Assert.DoesNotContain(
            await Client.SearchAsync(collection, "kite"), hit => hit.GetProperty("document_id").GetString() == "red");
        Assert.Equal(
            "blue", Assert.Single(await Client.SearchAsync(collection, "tit")).GetProperty("document_id").GetString());
        await Client.PostJsonAsync(path, """{"filter":{}}""").ProblemAsync(422, "invalid_filter");
        await Client.PostJsonAsync(path, """{}""").ProblemAsync(422, "invalid_filter");
    }

    [Fact]
    public async Task What_has_ended_cannot_be_cancelled_and_what_succeeded_not_be_retried()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "Done.", ("document_id", "done"));
        string path = Requests.DocumentPath(collection, "done");

        await Client.PostAsync($"{path}/cancel", null).ProblemAsync(409, "not_running");
        await Client.PostAsync($"{path}/retry", null).ProblemAsync(409, "not_failed");
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("DELETE", "")]
    [InlineData("GET", "/chunks")]
    [InlineData("GET", "/content")]
    [InlineData("GET", "/text")]
    [InlineData("GET", "/events")]
    [InlineData("POST", "/cancel")]
    [InlineData("POST", "/retry")]
    public async Task An_unknown_document_is_not_found_on_every_route(string method, string suffix)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(method), $"/v1/collections/default/documents/lost{suffix}");

        await Client.SendAsync(request).ProblemAsync(404, "not_found");
    }

    private static IEnumerable<string> Ids(JsonElement page) =>
        page.GetProperty("documents").EnumerateArray().Select(document => document.GetProperty("id").GetString()!);
}
