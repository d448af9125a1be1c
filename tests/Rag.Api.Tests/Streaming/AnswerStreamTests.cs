using System.Net;
using System.Text.Json;

namespace Rag.Api.Tests.Streaming;

public sealed class AnswerStreamTests(RagApplication application)
{
    private HttpClient Client => application.Client;

    [Fact]
    public async Task Events_are_numbered_from_1_sources_come_first_and_done_is_last()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(
            collection, "The train to Lisbon leaves at 7:40 from platform 3.", ("document_id", "t"));

        using HttpResponseMessage response = await Client.StreamAsync(
            HttpMethod.Post, $"/v1/collections/{collection}/query/stream",
            """{"question":"When does the train to Lisbon leave?"}""");
        IReadOnlyList<ServerEvent> events = await response.ReadAllAsync();

        Assert.Equal(Enumerable.Range(1, events.Count).Select(n => $"{n}"), events.Select(e => e.Id));
        Assert.Equal("sources", events[0].Name);
        Assert.Equal("t", events[0].Json.GetProperty("sources")[0].GetProperty("document_id").GetString());
        Assert.Equal("done", events[^1].Name);
        Assert.DoesNotContain(events.Skip(1).SkipLast(1), e => e.Name is not ("delta" or "citation"));
        JsonElement done = events[^1].Json;
        Assert.False(done.TryGetProperty("sources", out _));
        Assert.Equal(events[0].Json.GetProperty("id").GetString(), done.GetProperty("id").GetString());
        Assert.Equal(
            done.GetProperty("answer").GetString(),
            string.Concat(events.Where(e => e.Name == "delta").Select(e => e.Json.GetProperty("text").GetString())));
        Assert.Equal(
            done.GetProperty("citations").EnumerateArray().Select(c => c.GetRawText()),
            events.Where(e => e.Name == "citation").Select(e => e.Json.GetRawText()));
        Assert.Contains("7:40", done.GetProperty("answer").GetString());
    }

    [Theory]
    [InlineData("a\n\ndata: [DONE]\n\nevent: error\n\nb")]
    [InlineData("a\rb\r\n\r\nc")]
    [InlineData("a\u2028b\u2029c\u0085d")]
    public async Task No_content_breaks_the_framing(string content)
    {
        string collection = await Client.NewCollectionAsync();
        string body = JsonSerializer.Serialize(new
        {
            title = "framing", chunks = new[] { new { text = $"The password of the gate is {content} swordfish." } },
        });
        await Client.PostJsonAsync($"/v1/collections/{collection}/documents?wait=60", body)
            .JsonAsync(HttpStatusCode.Accepted);

        using HttpResponseMessage response = await Client.StreamAsync(
            HttpMethod.Post, $"/v1/collections/{collection}/query/stream",
            """{"question":"What is the password of the gate?"}""");
        string raw = await response.Content.ReadAsStringAsync();

        Assert.DoesNotContain('\r', raw);
        Assert.DoesNotContain('\u2028', raw);
        Assert.DoesNotContain('\u2029', raw);
        Assert.DoesNotContain('\u0085', raw);
        string[] starts = ["id: ", "event: ", "data: {", ":"];
        Assert.All(
            raw.Split('\n').Where(line => line.Length > 0),
            line => Assert.Contains(starts, start => line.StartsWith(start, StringComparison.Ordinal)));
        Assert.Single(raw.Split('\n'), "event: done");
        Assert.DoesNotContain("event: error", raw.Split('\n'));
    }

    [Fact]
    public async Task A_stream_over_several_collections_is_the_same()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "The lighthouse was built in 1874.");

        using HttpResponseMessage response = await Client.StreamAsync(
            HttpMethod.Post, "/v1/query/stream",
            $$"""{"question":"When was the lighthouse built?","collections":["{{collection}}"]}""");
        IReadOnlyList<ServerEvent> events = await response.ReadAllAsync();

        Assert.Contains("1874", events[^1].Json.GetProperty("answer").GetString());
    }

    [Fact]
    public async Task An_ended_stream_can_be_read_again_from_any_number()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "The lighthouse was built in 1874.");
        using HttpResponseMessage first = await Client.StreamAsync(
            HttpMethod.Post, $"/v1/collections/{collection}/query/stream",
            """{"question":"When was the lighthouse built?"}""");
        string path = first.Headers.Location!.OriginalString;
        IReadOnlyList<ServerEvent> all = await first.ReadAllAsync();

        using HttpResponseMessage whole = await Client.StreamAsync(HttpMethod.Get, $"{path}/stream");
        using HttpResponseMessage rest = await Client.StreamAsync(HttpMethod.Get, $"{path}/stream", lastEventId: "1");
        using HttpResponseMessage nothing = await Client.StreamAsync(
            HttpMethod.Get, $"{path}/stream", lastEventId: all[^1].Id);

        Assert.Equal(all, await whole.ReadAllAsync());
        Assert.Equal(all.Skip(1), await rest.ReadAllAsync());
        Assert.Equal(HttpStatusCode.NoContent, nothing.StatusCode);
        await Client.StreamAsync(HttpMethod.Get, $"{path}/stream", lastEventId: "one")
            .ProblemAsync(400, "invalid_last_event_id");
    }

    [Fact]
    public async Task A_stream_has_the_rate_limit_headers_and_is_not_to_be_buffered()
    {
        string collection = await Client.NewCollectionAsync(""","limits":{"queries_per_minute":5}""");

        using HttpResponseMessage response = await Client.StreamAsync(
            HttpMethod.Post, $"/v1/collections/{collection}/query/stream", """{"question":"Anything?"}""");

        Assert.Equal("\"queries\";q=5;w=60", response.Headers.GetValues("RateLimit-Policy").Single());
        Assert.Equal(["no"], response.Headers.GetValues("X-Accel-Buffering"));
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Equal("done", (await response.ReadAllAsync())[^1].Name);
    }
}
