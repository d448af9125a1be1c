using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rag.Api.Tests.Streaming;

namespace Rag.Api.Tests.Queries;

public sealed class SharedAnswerTests(CachingApplication application) : IClassFixture<CachingApplication>
{
    private const string Question = """{"question":"How high is the lighthouse?"}""";

    private HttpClient Client => application.Client;

    [Fact]
    public async Task The_same_question_of_twenty_at_once_is_asked_once()
    {
        string collection = await LighthouseAsync();
        await ScriptAsync(new { answers = new[] { "It is 33 metres high. [1]" }, token_milliseconds = 50 });

        JsonElement[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AskAsync(collection)));

        Assert.Equal(1, ChatRequests());
        Assert.All(answers, answer =>
        {
            Assert.Equal("It is 33 metres high. [1]", answer.GetProperty("answer").GetString());
            Assert.Single(answer.GetProperty("citations").EnumerateArray());
        });
        Assert.Equal(19, answers.Count(answer => answer.GetProperty("cached").GetBoolean()));
        Assert.Equal(
            1, answers.Count(answer => answer.GetProperty("usage").GetProperty("completion_tokens").GetInt32() > 0));
    }

    [Fact]
    public async Task If_the_first_fails_the_second_asks_itself()
    {
        string collection = await LighthouseAsync();
        await ScriptAsync(new
        {
            answers = new[] { "It is 33 metres high, they say.", "It is 34 metres high. [1]" },
            token_milliseconds = 50,
            error_after = 8,
        });

        Task<HttpResponseMessage>[] both =
            [.. Enumerable.Range(0, 2).Select(_ => Client.PostJsonAsync(Path(collection), Question))];
        HttpResponseMessage[] answers = await Task.WhenAll(both);

        // The second answer has as many tokens and fails, too: nobody was given the failure of another.
        Assert.Equal(2, ChatRequests());
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode));
    }

    [Fact]
    public async Task If_the_reader_of_the_first_leaves_the_second_asks_itself()
    {
        string collection = await LighthouseAsync();
        await ScriptAsync(new { answers = new[] { "It is high." }, token_milliseconds = 60_000 });
        Task<JsonElement> second;
        using (await Client.StreamAsync(HttpMethod.Post, $"{Path(collection)}/stream", Question))
        {
            await UntilAsked(1);
            await ScriptAsync(new { answers = new[] { "It is 33 metres high. [1]" } }, clear: false);
            second = AskAsync(collection);
        }

        JsonElement answer = await second;

        Assert.Equal("It is 33 metres high. [1]", answer.GetProperty("answer").GetString());
        Assert.False(answer.GetProperty("cached").GetBoolean());
        Assert.Equal(2, ChatRequests());
    }

    [Fact]
    public async Task If_the_reader_of_the_second_leaves_the_first_goes_on()
    {
        string collection = await LighthouseAsync();
        await ScriptAsync(new { answers = new[] { "It is 33 metres high. [1]" }, token_milliseconds = 100 });
        Task<JsonElement> first = AskAsync(collection);
        await UntilAsked(1);

        using (HttpResponseMessage second =
            await Client.StreamAsync(HttpMethod.Post, $"{Path(collection)}/stream", Question))
        {
            Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        }

        Assert.Equal("It is 33 metres high. [1]", (await first).GetProperty("answer").GetString());
        Assert.Equal(1, ChatRequests());
    }

    private static string Path(string collection) => $"/v1/collections/{collection}/query";

    private async Task<string> LighthouseAsync()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "The lighthouse of Lindau is 33 metres high.");
        return collection;
    }

    private async Task ScriptAsync(object script, bool clear = true)
    {
        using var direct = new HttpClient();
        using HttpResponseMessage set = await direct.PutAsJsonAsync(
            new Uri(application.Models.Url, "__script"), script);
        set.EnsureSuccessStatusCode();
        if (clear) application.Models.Requests.Clear();
    }

    private async Task UntilAsked(int times)
    {
        while (ChatRequests() < times) await Client.GetAsync(new Uri("/health/live", UriKind.Relative));
    }

    private Task<JsonElement> AskAsync(string collection) =>
        Client.PostJsonAsync(Path(collection), Question).JsonAsync(HttpStatusCode.OK);

    private int ChatRequests() =>
        application.Models.Requests.All.Count(request => request.Path == "/v1/chat/completions");
}
