using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Rag.Api.Tests.Errors;

public sealed class ErrorsTests(RagApplication application)
{
    private HttpClient Client => application.Client;

    [Fact]
    public async Task An_unknown_route_is_a_problem_document() =>
        await Client.GetAsync("/v1/nowhere").ProblemAsync(404, "route_not_found");

    [Fact]
    public async Task A_wrong_method_is_a_problem_document_that_names_the_right_ones()
    {
        using HttpResponseMessage response = await Client.PutAsync("/v1/collections", null);

        Assert.Equal(["GET", "POST"], response.Content.Headers.Allow.Order());
        await Task.FromResult(response).ProblemAsync(405, "method_not_allowed");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"query":"a"}}""")]
    [InlineData("""{"query":"a",}""")]
    [InlineData("""{"query":5}""")]
    [InlineData("""{"query":"a","top_k":"3"}""")]
    [InlineData("""{"query":"a","top_k":1.5}""")]
    [InlineData("""{"query":"a","query":"b"}""")]
    [InlineData("""{"query":"\ud800"}""")]
    [InlineData("""{"query":"a","vector":[1,"2"]}""")]
    [InlineData("""{"query":"a","vector":[NaN]}""")]
    public async Task Malformed_json_and_wrong_types_are_400(string body) =>
        await Client.PostJsonAsync("/v1/collections/default/search", body).ProblemAsync(400, "malformed_json");

    [Theory]
    [InlineData("""{"query":""}""", "invalid")]
    [InlineData("""{}""", "invalid")]
    [InlineData("""{"query":"a","top_k":0}""", "invalid")]
    [InlineData("""{"query":"a","top_k":101}""", "invalid")]
    [InlineData("""{"query":"a","top_k":1000000000}""", "invalid")]
    [InlineData("""{"query":"a","top_k":1e9}""", "invalid")]
    [InlineData("""{"query":"a","top_k":1e300}""", "invalid")]
    [InlineData("""{"query":"a","mode":"psychic"}""", "invalid")]
    [InlineData("""{"query":"a","vector":[1,2]}""", "invalid")]
    [InlineData("""{"query":"a","max_per_document":0}""", "invalid")]
    [InlineData("""{"query":"a","filter":{"type":"like","key":"a","value":"b"}}""", "invalid_filter")]
    [InlineData("""{"query":"a","filter":{"type":"eq","key":"a","value":{}}}""", "invalid_filter")]
    [InlineData("""{"query":"a","filter":{"type":"and","filters":[]}}""", "invalid_filter")]
    [InlineData("""{"query":"a","filter":[]}""", "invalid_filter")]
    [InlineData("""{"query":"a","include":["vector"]}""", "not_supported")]
    [InlineData("""{"query":"a","rerank":"yes"}""", "invalid")]
    [InlineData("""{"query":"a","rerank":{"model":"nobody"}}""", "invalid")]
    [InlineData("""{"query":"a","diversity":1.5}""", "invalid")]
    [InlineData("""{"query":"a","expand":11}""", "invalid")]
    [InlineData("""{"query":"a","queries":["b"]}""", "invalid")]
    [InlineData("""{"queries":[]}""", "invalid")]
    [InlineData("""{"queries":["a"," "]}""", "invalid")]
    public async Task Values_that_make_no_sense_are_422(string body, string code) =>
        await Client.PostJsonAsync("/v1/collections/default/search", body).ProblemAsync(422, code);

    [Theory]
    [InlineData(11)]
    [InlineData(100)]
    [InlineData(10_000)]
    public async Task A_filter_that_is_too_deep_is_422_however_deep_it_is(int depth)
    {
        var filter = new StringBuilder();
        for (int i = 1; i < depth; i++) filter.Append("""{"type":"not","filters":[""");
        filter.Append("""{"type":"exists","key":"a","value":true}""");
        for (int i = 1; i < depth; i++) filter.Append("]}");

        await Client.PostJsonAsync("/v1/collections/default/search", $$"""{"query":"a","filter":{{filter}}}""")
            .ProblemAsync(422, "invalid_filter");
    }

    [Fact]
    public async Task Ten_thousand_levels_of_json_are_refused_without_a_crash()
    {
        string deep = new string('[', 10_000) + new string(']', 10_000);

        await Client.PostJsonAsync("/v1/collections/default/search", $$"""{"query":{{deep}}}""")
            .ProblemAsync(400, "malformed_json");
        await Client.PostJsonAsync("/v1/collections", $$$"""{"name":"deep","metadata":{"a":{{{deep}}}}}""")
            .ProblemAsync(422, "invalid_metadata");
        await Client.GetAsync("/health/live").JsonAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_body_that_is_not_json_is_415() =>
        await Client.PostAsync("/v1/collections/default/search", new StringContent("query=a"))
            .ProblemAsync(415, "unsupported_type");

    [Fact]
    public async Task A_json_body_over_the_limit_is_413()
    {
        string body = JsonSerializer.Serialize(new { query = new string('a', 2 << 20) });

        await Client.PostJsonAsync("/v1/collections/default/search", body).ProblemAsync(413, "too_large");
    }

    [Fact]
    public async Task Huge_headers_are_refused_and_the_service_lives_on()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.Add("X-Big", new string('a', 40_000));

        using HttpResponseMessage response = await Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, response.StatusCode);
        await Client.GetAsync("/health/live").JsonAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Every_answer_has_the_security_headers_and_none_names_the_server()
    {
        foreach (string path in (string[])["/health/live", "/v1/nowhere", "/v1/collections"])
        {
            using HttpResponseMessage response = await Client.GetAsync(path);

            Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
            Assert.Equal(["DENY"], response.Headers.GetValues("X-Frame-Options"));
            Assert.False(response.Headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task A_used_up_rate_is_429_with_whole_seconds_to_wait()
    {
        string name = await Client.NewCollectionAsync(""","limits":{"queries_per_minute":2}""");
        await Client.SearchAsync(name, "one");
        using HttpResponseMessage second = await Client.PostJsonAsync(
            $"/v1/collections/{name}/search", """{"query":"two"}""");
        using HttpResponseMessage third = await Client.PostJsonAsync(
            $"/v1/collections/{name}/search", """{"query":"three"}""");

        Assert.Equal("\"queries\";q=2;w=60", second.Headers.GetValues("RateLimit-Policy").Single());
        Assert.Matches("^\"queries\";r=0;t=[0-9]+$", second.Headers.GetValues("RateLimit").Single());
        Assert.True(int.Parse(third.Headers.GetValues("Retry-After").Single(), null) >= 1);
        Assert.Matches("^\"queries\";r=0;t=[0-9]+$", third.Headers.GetValues("RateLimit").Single());
        JsonElement problem = await Task.FromResult(third).ProblemAsync(429, "rate_limited");
        Assert.Equal("queries", problem.GetProperty("violated-policies")[0].GetString());
    }

    [Fact]
    public async Task A_client_that_leaves_in_the_middle_of_a_body_harms_nobody()
    {
        using (var socket = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            await socket.ConnectAsync(IPAddress.Loopback, Client.BaseAddress!.Port);
            await socket.SendAsync(Encoding.ASCII.GetBytes(
                "POST /v1/collections/default/search HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Content-Length: 1000\r\n\r\n{\"query\":"));
        }

        await Client.GetAsync("/health/live").JsonAsync(HttpStatusCode.OK);
    }
}
