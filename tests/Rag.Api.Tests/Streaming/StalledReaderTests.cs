using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Rag.Api.Tests.Streaming;

/// <summary>Who asks for a long answer and never reads it costs little, and not for long.</summary>
public sealed class StalledReaderTests(StalledApplication application, ITestOutputHelper output)
    : IClassFixture<StalledApplication>
{
    private const int Readers = 20;
    private const string Route = "route=\"/v1/collections/{collection}/query/stream\",status=\"200\"}";

    /// <summary>Thirty thousand tokens, two megabytes of events: a minute of speaking.</summary>
    private static readonly string LongAnswer = string.Concat(Enumerable.Repeat("unreadable ", 30_000));

    private HttpClient Client => application.Client;

    [Fact]
    public async Task Streams_that_nobody_reads_end_their_model_calls_hold_little_and_disturb_nobody()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "The pump is oiled daily.");
        await ScriptAsync(new { answers = new[] { LongAnswer }, repeats = true, token_milliseconds = 2 });
        long before = GC.GetTotalMemory(forceFullCollection: true);
        int counted = await MetricAsync("app_requests_total{method=\"POST\"," + Route);
        Socket[] sockets = [.. await Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => AskAsync(collection)))];
        try
        {
            await UntilAsync(() => Task.FromResult(ModelCalls == Readers));
            int searches = 0;
            await UntilAsync(async () =>
            {
                // Others are answered all the while.
                Assert.Single(await Client.SearchAsync(collection, "pump"));
                searches++;
                return application.Models.Requests.AbortedCount == Readers;
            });
            long held = GC.GetTotalMemory(forceFullCollection: true) - before;
            await UntilAsync(async () => await MetricAsync(
                "app_requests_total{method=\"POST\"," + Route) == counted + Readers);
            int[] received = [.. await Task.WhenAll(sockets.Select(DrainAsync))];

            output.WriteLine($"{searches} searches, {held:N0} bytes held, {received.Max():N0} at most on the way");
            Assert.All(received, bytes => Assert.InRange(bytes, 1, LongAnswer.Length));
            // What was said so far is kept to be resumed, some 2 MB here; the longest answer takes 10.8 MB.
            Assert.InRange(held, long.MinValue, Readers * (4L << 20));
            Assert.Equal(Readers, await MetricAsync("rag_query_failures_total{code=\"cancelled\"}"));
        }
        finally
        {
            foreach (Socket socket in sockets) socket.Dispose();
        }
    }

    private int ModelCalls => application.Models.Requests.All.Count(call => call.Path == "/v1/chat/completions");

    private async Task ScriptAsync(object script)
    {
        using var models = new HttpClient { BaseAddress = application.Models.Url };
        using HttpResponseMessage set = await models.PutAsJsonAsync("__script", script);
        set.EnsureSuccessStatusCode();
        application.Models.Requests.Clear();
    }

    private async Task<Socket> AskAsync(string collection)
    {
        Uri address = Client.BaseAddress!;
        // Set before the connection is made, as the window is agreed on then.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4 << 10 };
        await socket.ConnectAsync(address.Host, address.Port);
        string body = JsonSerializer.Serialize(new { question = "How often is the pump oiled?", max_tokens = 32_000 });
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/collections/{collection}/query/stream HTTP/1.1\r\nHost: {address.Authority}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
        return socket;
    }

    /// <summary>What had been sent when the service hung up.</summary>
    private static async Task<int> DrainAsync(Socket socket)
    {
        byte[] buffer = new byte[64 << 10];
        int total = 0;
        try
        {
            while (await socket.ReceiveAsync(buffer) is > 0 and int count) total += count;
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
        {
            // Hung up in the middle: the rest is lost.
        }

        return total;
    }

    private async Task<int> MetricAsync(string series)
    {
        string page = await Client.GetStringAsync("/metrics");
        string? line = page.Split('\n').SingleOrDefault(line => line.StartsWith(series, StringComparison.Ordinal));
        return line is null ? 0 : int.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await condition()) await Task.Delay(50, limit.Token);
    }
}
