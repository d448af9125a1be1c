using System.Net;
using System.Text.Json;
using Rag.Api.Tests.Streaming;

namespace Rag.Api.Tests.Collections;

public sealed class ReindexApiTests(RagApplication application)
{
    private HttpClient Client => application.Client;

    [Fact]
    public async Task It_is_begun_followed_and_read_and_searches_see_the_next_generation()
    {
        string collection = await Client.NewCollectionAsync();
        string path = $"/v1/collections/{collection}/reindex";
        await Client.IngestAsync(collection, string.Join("\n\n", Enumerable.Range(0, 10).Select(i =>
            $"Line {i} of a text about a teapot on a stove.")));
        await Client.GetAsync(path).ProblemAsync(404, "not_found");

        using HttpResponseMessage begun = await Client.PostJsonAsync(path, """{"chunking":{"size":60}}""");
        using HttpResponseMessage stream = await Client.StreamAsync(HttpMethod.Get, $"{path}/events");
        IReadOnlyList<ServerEvent> events = await stream.ReadAllAsync();

        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        Assert.Equal(path, begun.Headers.Location?.OriginalString);
        Assert.All(events.SkipLast(1), e => Assert.Equal("progress", e.Name));
        Assert.Equal("done", events[^1].Name);
        JsonElement ended = await Client.GetAsync(path).JsonAsync(HttpStatusCode.OK);
        Assert.Equal("completed", ended.GetProperty("status").GetString());
        Assert.Equal(1, ended.GetProperty("done").GetInt32());
        JsonElement info = await Client.GetAsync($"/v1/collections/{collection}").JsonAsync(HttpStatusCode.OK);
        Assert.Equal(2, info.GetProperty("generation").GetInt32());
        Assert.Equal(60, info.GetProperty("chunking").GetProperty("size").GetInt32());
        Assert.Equal(30, info.GetProperty("chunking").GetProperty("overlap").GetInt32());
        Assert.Equal(10, (await Client.SearchAsync(collection, "teapot")).Count);
        await Client.PostAsync($"{path}/cancel", null).ProblemAsync(409, "not_running");
    }

    [Theory]
    [InlineData("""{"chunks":{"size":60}}""", "unknown_field", "'chunks' is not known")]
    [InlineData("""{"chunking":{"size":10}}""", "invalid", "size")]
    [InlineData("""{"metric":"manhattan"}""", "invalid", "cosine, dot, euclidean")]
    [InlineData("""{"store":"shed"}""", "unknown_store", "'shed' is not configured")]
    [InlineData("""{"embedding":{"provider":"shed"}}""", "invalid_embedding", "shed")]
    public async Task A_request_that_cannot_be_met_is_unprocessable(string body, string code, string says)
    {
        string collection = await Client.NewCollectionAsync();

        JsonElement problem = await Client.PostJsonAsync($"/v1/collections/{collection}/reindex", body)
            .ProblemAsync(422, code);

        Assert.Contains(says, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await Client.GetAsync($"/v1/collections/{collection}/reindex").ProblemAsync(404, "not_found");
    }

    [Fact]
    public async Task A_collection_that_does_not_exist_has_none()
    {
        await Client.PostJsonAsync("/v1/collections/nowhere/reindex", "{}").ProblemAsync(404, "not_found");
        await Client.GetAsync("/v1/collections/nowhere/reindex").ProblemAsync(404, "not_found");
        await Client.GetAsync("/v1/collections/nowhere/reindex/events").ProblemAsync(404, "not_found");
        await Client.PostAsync("/v1/collections/nowhere/reindex/cancel", null).ProblemAsync(404, "not_found");
    }
}
