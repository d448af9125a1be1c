using System.Net;
using System.Text.Json;

namespace Rag.Api.Tests.Streaming;

/// <summary>Streams that take two seconds: leaving, cancelling and resuming in the middle.</summary>
public sealed class SlowStreamTests(SlowModelApplication application) : IClassFixture<SlowModelApplication>
{
    private const string Question = """{"question":"What is the stub about?","on_no_context":"answer"}""";
    private const string Detached = """{"question":"What is the stub about?","on_no_context":"answer","detach":true}""";

    private HttpClient Client => application.Client;

    [Fact]
    public async Task Words_arrive_one_by_one_while_the_model_speaks()
    {
        using HttpResponseMessage response = await StreamAsync(Question);
        int before = 0;
        await foreach (ServerEvent next in response.ReadEventsAsync())
        {
            if (next.Name == "delta") before++;
            if (before == 3) break;
        }

        // The answer is still being made: the words did not come in one piece at its end.
        JsonElement state = await Client.GetAsync(response.Headers.Location).JsonAsync(HttpStatusCode.Accepted);
        Assert.Equal("running", state.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_client_that_leaves_cancels_the_model()
    {
        string path;
        using (HttpResponseMessage response = await StreamAsync(Question))
        {
            path = response.Headers.Location!.OriginalString;
            await ReadUntilAsync(response, "delta");
        }

        JsonElement problem = await EndOfAsync(path).ProblemAsync(409, "cancelled");
        Assert.False(problem.GetProperty("retryable").GetBoolean());
    }

    [Fact]
    public async Task A_detached_answer_goes_on_and_is_resumed_without_a_gap()
    {
        string path;
        ServerEvent last;
        using (HttpResponseMessage response = await StreamAsync(Detached))
        {
            path = response.Headers.Location!.OriginalString;
            last = await ReadUntilAsync(response, "delta");
        }

        using HttpResponseMessage resumed = await Client.StreamAsync(
            HttpMethod.Get, $"{path}/stream", lastEventId: last.Id);
        IReadOnlyList<ServerEvent> rest = await resumed.ReadAllAsync();

        int after = int.Parse(last.Id!, null);
        Assert.Equal(Enumerable.Range(after + 1, rest.Count).Select(n => $"{n}"), rest.Select(e => e.Id));
        Assert.Equal("done", rest[^1].Name);
        Assert.Equal(SlowModelApplication.Words, rest.Count(e => e.Name == "delta") + after - 1);
    }

    [Fact]
    public async Task A_cancelled_query_ends_its_stream_with_an_error_event()
    {
        using HttpResponseMessage response = await StreamAsync(Question);
        string path = response.Headers.Location!.OriginalString;
        Task<IReadOnlyList<ServerEvent>> reading = response.ReadAllAsync();

        await Client.PostAsync($"{path}/cancel", null).JsonAsync(HttpStatusCode.Accepted);
        await Client.PostAsync($"{path}/cancel", null).JsonAsync(HttpStatusCode.Accepted);

        ServerEvent end = (await reading)[^1];
        Assert.Equal("error", end.Name);
        Assert.Equal("cancelled", end.Json.GetProperty("code").GetString());
        Assert.False(end.Json.GetProperty("retryable").GetBoolean());
    }

    private Task<HttpResponseMessage> StreamAsync(string body) =>
        Client.StreamAsync(HttpMethod.Post, "/v1/collections/default/query/stream", body);

    private static async Task<ServerEvent> ReadUntilAsync(HttpResponseMessage response, string name)
    {
        await foreach (ServerEvent next in response.ReadEventsAsync())
        {
            if (next.Name == name) return next;
        }

        throw new InvalidOperationException($"The stream ended without '{name}'.");
    }

    /// <summary>The answer of a query once it is no longer running.</summary>
    private async Task<HttpResponseMessage> EndOfAsync(string path)
    {
        while (true)
        {
            HttpResponseMessage response = await Client.GetAsync(path);
            if (response.StatusCode != HttpStatusCode.Accepted) return response;
            response.Dispose();
            await Task.Delay(20);
        }
    }
}
