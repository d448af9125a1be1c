using System.Text.Json;
using Rag.Fakes;
using Rag.Pipeline;
using Rag.Pipeline.Usage;

namespace Rag.ModelProviders.Tests.Reranking;

public sealed class RemoteRerankerTests
{
    private const string Results =
        """{"results":[{"index":1,"relevance_score":0.9},{"index":0,"relevance_score":0.1}]}""";

    [Theory]
    [InlineData("cohere", Results, """{"model":"rerank-v3.5","query":"q","documents":["a","b"]}""")]
    [InlineData(
        "jina", Results, """{"model":"jina-reranker-v2-base-multilingual","query":"q","documents":["a","b"]}""")]
    [InlineData(
        "voyage",
        """{"data":[{"index":1,"relevance_score":0.9},{"index":0,"relevance_score":0.1}]}""",
        """{"model":"rerank-2.5","query":"q","documents":["a","b"]}""")]
    [InlineData(
        "tei",
        """[{"index":1,"score":0.9},{"index":0,"score":0.1}]""",
        """{"query":"q","texts":["a","b"],"truncate":true}""")]
    public async Task Every_protocol_gives_each_passage_its_own_score(string protocol, string answer, string body)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(ScriptedServer.Json(answer));
        using ProviderSetup models = Configure(server, protocol);

        double[] scores = await ScoreAsync(models, "a", "b");

        Assert.Equal([0.1, 0.9], scores);
        Assert.Equal("/v1/rerank", server.Requests[0].Path);
        Assert.Equal("Bearer rerank-secret", server.Requests[0].Headers["Authorization"]);
        Assert.Equal(body, server.Requests[0].Body);
    }

    [Theory]
    [InlineData("cohere", "v2", "rerank-v3.5", 0, 0, 1)]
    [InlineData("jina", "v1", "jina-reranker-v2-base-multilingual", 81, 0, 0)]
    [InlineData("voyage", "voyage/v1", "rerank-2.5", 81, 0, 0)]
    // It reports nothing: the five tokens of the question with every passage, and those of the passages.
    [InlineData("tei", "", null, 311, 311, 0)]
    public async Task Forty_passages_are_judged_and_counted_by_every_vendors_server(
        string protocol, string path, string? model, long tokens, long estimated, long searches)
    {
        await using FakeServer server = await FakeServer.StartAsync("rerank");
        using var models = new ProviderSetup(
            ($"Models:Rerankers:{protocol}:BaseUrl", server.Url + path),
            ($"Models:Rerankers:{protocol}:ApiKey", "rerank-secret"));
        IReranker reranker = models.Get<IReranker>();

        var usage = new UsageTally();
        IReadOnlyList<double> scores = await reranker.ScoreAsync(
            "where the grain is",
            [
                .. Enumerable.Range(0, 40)
                    .Select(i => new RerankCandidate(i == 33 ? "grain is where" : $"number {i}", 0)),
            ],
            usage,
            CancellationToken.None);

        string billedAs = model is null ? protocol : $"{protocol}/{model}";
        Assert.Equal(
            new ModelUsage(billedAs, ModelRole.Reranking, tokens, 0, estimated, false) { SearchUnits = searches },
            Assert.Single(usage.Entries));
        Assert.Equal(33, scores.Index().MaxBy(score => score.Item).Index);
        Assert.All(server.Requests.All, request => Assert.Equal(
            model, JsonDocument.Parse(request.Body).RootElement.TryGetProperty("model", out JsonElement named)
                ? named.GetString()
                : null));
    }

    [Theory]
    [InlineData("""{"results":[],"meta":{"billed_units":{"search_units":2.0}}}""", 2, 0)]
    [InlineData("""{"results":[],"meta":{"billed_units":{"search_units":-1}}}""", 1, 1)]
    [InlineData("""{"results":[],"meta":{"billed_units":null}}""", 1, 1)]
    [InlineData("""{"results":[]}""", 1, 1)]
    public async Task An_answer_that_cannot_be_used_is_billed_and_an_estimate_says_so(
        string answer, long searches, long estimated)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(ScriptedServer.Json(answer));
        using ProviderSetup models = Configure(server, "cohere");
        var usage = new UsageTally();

        await Assert.ThrowsAsync<ModelException>(() => ScoreAsync(models, usage, "a"));

        ModelUsage used = Assert.Single(usage.Entries);
        Assert.Equal((searches, estimated), (used.SearchUnits, used.EstimatedSearchUnits));
    }

    [Fact]
    public async Task More_passages_than_a_request_takes_are_asked_for_in_several()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            ScriptedServer.Json("""[{"index":0,"score":0.5}]"""));
        using ProviderSetup models = Configure(server, "tei", ("Models:Rerankers:mine:BatchSize", "1"));

        double[] scores = await ScoreAsync(models, "a", "b", "c");

        Assert.Equal([0.5, 0.5, 0.5], scores);
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData("""[{"index":0,"score":0.5}]""", "left out 1 of 2 passages")]
    [InlineData("""[{"index":0,"score":0.5},{"index":0,"score":0.5}]""", "out of range or there twice")]
    [InlineData("""[{"index":2,"score":0.5},{"index":0,"score":0.5}]""", "out of range or there twice")]
    [InlineData("""[{"index":0,"score":1e999},{"index":1,"score":0.5}]""", "not a finite number")]
    [InlineData("""[{"index":"x","score":1}]""", "not the expected JSON")]
    [InlineData("{}", "not the expected JSON")]
    public async Task Scores_that_cannot_be_meant_are_refused(string answer, string problem)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(ScriptedServer.Json(answer));
        using ProviderSetup models = Configure(server, "tei");

        var failure = await Assert.ThrowsAsync<ModelException>(() => ScoreAsync(models, "a", "b"));

        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(422, """{"error":"batch size 64 > maximum","error_type":"Validation"}""", "provider_error")]
    [InlineData(429, """{"error":"Model is overloaded","error_type":"Overloaded"}""", "provider_rate_limited")]
    [InlineData(401, "", "provider_unauthorized")]
    public async Task Refusals_are_failures_of_the_port(int status, string answer, string code)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(ScriptedServer.Json(answer, status));
        using ProviderSetup models = Configure(server, "tei");

        var failure = await Assert.ThrowsAsync<ModelException>(() => ScoreAsync(models, "a", "b"));

        Assert.Equal(code, failure.Code);
    }

    [Theory]
    [InlineData("mine", null, "Rag:Models:Rerankers:mine:Protocol is not set")]
    [InlineData("tei", null, "Rag:Models:Rerankers:tei:BaseUrl is not set")]
    [InlineData("cohere", "ftp://example.org", "has the scheme 'ftp'")]
    public void A_server_that_could_not_be_asked_is_refused_with_the_reason(string name, string? url, string problem)
    {
        using var models = new ProviderSetup(
            ($"Models:Rerankers:{name}:Model", "m"), ($"Models:Rerankers:{name}:BaseUrl", url));

        Exception failure = Assert.ThrowsAny<Exception>(() => models.Get<IReranker>());

        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    private static ProviderSetup Configure(ScriptedServer server, string protocol, params (string, string?)[] more) =>
        new(
        [
            ("Models:Rerankers:mine:Protocol", protocol),
            ("Models:Rerankers:mine:BaseUrl", $"{server.Url}v1"),
            ("Models:Rerankers:mine:ApiKey", "rerank-secret"),
            ("Models:Rerankers:mine:RetryDelay", "00:00:00"),
            .. more,
        ]);

    private static Task<double[]> ScoreAsync(ProviderSetup models, params string[] passages) =>
        ScoreAsync(models, new UsageTally(), passages);

    private static async Task<double[]> ScoreAsync(ProviderSetup models, UsageTally usage, params string[] passages)
    {
        IReranker reranker = models.Get<IReranker>();
        Assert.Equal("mine", reranker.Name);
        return
        [
            .. await reranker.ScoreAsync(
                "q", [.. passages.Select(text => new RerankCandidate(text, 0))], usage, CancellationToken.None),
        ];
    }
}
