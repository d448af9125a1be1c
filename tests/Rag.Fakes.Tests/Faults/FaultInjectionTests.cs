using System.Net;
using System.Net.Http.Json;
using Rag.Fakes.Faults;

namespace Rag.Fakes.Tests.Faults;

public sealed class FaultInjectionTests : IAsyncLifetime
{
    private readonly EchoFake _echo = new();
    private readonly HttpClient _client = new();
    private FakeServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await FakeServer.StartAsync((_, _) => _echo);
        _client.BaseAddress = _server.Url;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Without_a_fault_requests_are_answered_and_listed()
    {
        using var body = new StringContent("""{"a":1}""");
        using HttpResponseMessage answer = await _client.PostAsync("/x%2Fy?z=1", body, Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        RecordedRequest request = Assert.Single(_server.Requests.All);
        Assert.Equal(("POST", "/x%2Fy?z=1", """{"a":1}"""), (request.Method, request.Path, request.Body));
    }

    [Fact]
    public async Task A_refusal_does_no_work_and_ends_after_its_count()
    {
        _server.Faults.Add(new Fault(FaultKind.Refuse) { Status = 429, RetryAfter = "7", Count = 2 });

        for (int i = 0; i < 2; i++)
        {
            using HttpResponseMessage refused = await _client.GetAsync("/", Token);
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal("7", refused.Headers.RetryAfter?.ToString());
        }

        Assert.Equal(0, _echo.Handled);
        using HttpResponseMessage answered = await _client.GetAsync("/", Token);
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
    }

    [Theory]
    [InlineData(FaultKind.Drop)]
    [InlineData(FaultKind.HalfBody)]
    public async Task The_work_is_done_when_the_answer_is_lost(FaultKind kind)
    {
        _server.Faults.Add(new Fault(kind) { Count = 1 });

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _client.GetStringAsync("/", Token));

        Assert.Equal(1, _echo.Handled);
        Assert.Contains("\"handled\":2", await _client.GetStringAsync("/", Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FaultKind.Empty, "")]
    [InlineData(FaultKind.Malformed, """{"handled":1,"padding":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx""")]
    [InlineData(FaultKind.Html, "<html><body>Please sign in to the network.</body></html>")]
    public async Task A_success_can_be_no_answer(FaultKind kind, string body)
    {
        _server.Faults.Add(new Fault(kind));

        using HttpResponseMessage answer = await _client.GetAsync("/", Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        string text = await answer.Content.ReadAsStringAsync(Token);
        Assert.StartsWith(body.Length > 0 ? body : "", text, StringComparison.Ordinal);
        Assert.Equal(body.Length == 0, text.Length == 0);
    }

    [Fact]
    public async Task A_body_can_come_byte_by_byte_and_still_be_whole()
    {
        _server.Faults.Add(new Fault(FaultKind.Trickle));

        string text = await _client.GetStringAsync("/", Token);

        Assert.StartsWith("""{"handled":1,""", text, StringComparison.Ordinal);
        Assert.EndsWith("x\"}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_can_be_meant_for_one_path_and_method()
    {
        _server.Faults.Add(new Fault(FaultKind.Unauthorized) { Path = "/points", Method = "PUT" });

        using HttpResponseMessage other = await _client.GetAsync("/points", Token);
        using HttpResponseMessage meant = await _client.PutAsync("/a/points?wait=true", null, Token);

        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, meant.StatusCode);
        Assert.Equal("Unauthorized", await meant.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task Faults_are_switched_over_the_admin_route()
    {
        using HttpResponseMessage set = await _client.PutAsJsonAsync(
            "/__faults", new[] { new { kind = "refuse", status = 503 } }, Token);
        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        using HttpResponseMessage refused = await _client.GetAsync("/", Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        string listed = await _client.GetStringAsync("/__faults", Token);
        Assert.Contains("\"kind\":\"refuse\"", listed, StringComparison.Ordinal);

        using HttpResponseMessage unknown = await _client.PutAsJsonAsync(
            "/__faults", new[] { new { kind = "earthquake" } }, Token);
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);

        using HttpResponseMessage cleared = await _client.DeleteAsync("/__faults", Token);
        using HttpResponseMessage answered = await _client.GetAsync("/", Token);
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
    }

    [Fact]
    public void Faults_are_read_from_the_command_line()
    {
        Assert.Equal(
            new Fault(FaultKind.Refuse) { Status = 429, RetryAfter = "1", Count = 3, Path = "/query" },
            Fault.Parse("kind=refuse, status=429, retry_after=1, count=3, path=/query"));
        Assert.Equal(FaultKind.HalfBody, Fault.Parse("kind=half_body").Kind);
        Assert.Throws<FormatException>(() => Fault.Parse("kind=earthquake"));
        Assert.Throws<FormatException>(() => Fault.Parse("status=429"));
        Assert.Throws<FormatException>(() => Fault.Parse("kind=drop,speed=3"));
    }

    [Fact]
    public async Task Only_this_machine_reaches_a_fake_and_an_unknown_name_is_told_what_there_is()
    {
        Assert.Equal("127.0.0.1", _server.Url.Host);
        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(() => FakeServer.StartAsync("oracle"));
        Assert.StartsWith("There is no fake 'oracle'", error.Message, StringComparison.Ordinal);
    }
}
