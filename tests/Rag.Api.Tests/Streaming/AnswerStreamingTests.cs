using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Rag.Api.Streaming;
using Rag.Grains.Interfaces;

namespace Rag.Api.Tests.Streaming;

public sealed class AnswerStreamingTests : IDisposable
{
    private readonly LoggedQuery _query = new();
    private readonly ManualTicks _ticks = new();
    private readonly MemoryStream _sent = new();
    private readonly DefaultHttpContext _context = new();
    private readonly StoppableHost _host = new();

    public AnswerStreamingTests() => _context.Response.Body = _sent;

    [Fact]
    public async Task Lost_events_are_fetched_after_a_second_of_silence()
    {
        await using var feed = new AnswerFeed(_query, 0, _ticks);
        Task sending = SendAsync(feed);
        _query.Log.AddRange([LoggedQuery.Delta(1), LoggedQuery.End(2)]);

        _ticks.Tick();
        _ticks.Tick();
        await sending;

        Assert.Equal(
            "id: 1\nevent: delta\ndata: {\"text\":\"1\"}\n\n"
            + "id: 2\nevent: error\ndata: {\"code\":\"cancelled\",\"message\":\"Cancelled.\",\"retryable\":false}\n\n",
            Sent());
        Assert.Equal(1, _query.Fetches);
    }

    [Fact]
    public async Task Silence_is_broken_by_a_ping_every_ten_seconds()
    {
        await using var feed = new AnswerFeed(_query, 0, _ticks);
        Task sending = SendAsync(feed);

        for (int second = 0; second < 20; second++) _ticks.Tick();
        await feed.ReceiveAsync(LoggedQuery.End(1), null);
        await sending;

        Assert.StartsWith(": ping\n\n: ping\n\nid: 1\nevent: error\n", Sent());
    }

    [Fact]
    public async Task A_service_that_stops_ends_the_stream_with_an_error_that_can_be_retried()
    {
        await using var feed = new AnswerFeed(_query, 0, _ticks);
        await feed.ReceiveAsync(LoggedQuery.Delta(1), null);
        Task sending = SendAsync(feed);

        _host.StopApplication();
        await sending;

        Assert.Contains("id: 2\nevent: error\ndata: {\"code\":\"stopping\"", Sent());
        Assert.Contains("\"retryable\":true", Sent());
    }

    [Fact]
    public async Task A_query_that_cannot_be_reached_ends_the_stream_with_an_error()
    {
        await using var feed = new AnswerFeed(_query, 0, _ticks);
        _query.Fault = new TimeoutException();
        Task sending = SendAsync(feed);

        _ticks.Tick();
        _ticks.Tick();
        await sending;

        Assert.StartsWith("id: 1\nevent: error\ndata: {\"code\":\"overloaded\"", Sent());
    }

    [Fact]
    public async Task A_client_that_left_ends_it_by_cancellation()
    {
        await using var feed = new AnswerFeed(_query, 0, _ticks);
        using var left = new CancellationTokenSource();
        _context.RequestAborted = left.Token;
        Task sending = SendAsync(feed);

        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    public void Dispose()
    {
        _sent.Dispose();
        _host.Dispose();
    }

    private Task SendAsync(AnswerFeed feed) =>
        new AnswerStreaming(_host).SendAsync(_context, feed, new AnswerFrames(QueryId.Create()));

    private string Sent() => Encoding.UTF8.GetString(_sent.ToArray());

    private sealed class StoppableHost : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => _stopping.Cancel();

        public void Dispose() => _stopping.Dispose();
    }
}
