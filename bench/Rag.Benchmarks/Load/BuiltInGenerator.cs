using System.Net.Http.Headers;
using System.Text;

namespace Rag.Benchmarks.Load;

/// <summary>
/// A load generator for machines without <c>wrk</c>: one task a connection. It shares processor time with the service,
/// so its figures are lower than wrk's; compare like with like.
/// </summary>
internal sealed class BuiltInGenerator : ILoadGenerator
{
    /// <inheritdoc/>
    public string Name => "built-in";

    /// <inheritdoc/>
    public async Task<LoadResult> RunAsync(Uri url, IReadOnlyList<string> bodies, int connections, TimeSpan duration)
    {
        using HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseProxy = false });
        byte[][] payloads = [.. bodies.Select(Encoding.UTF8.GetBytes)];
        int next = -1;
        long errors = 0;
        long start = TimeProvider.System.GetTimestamp();
        List<TimeSpan>[] latencies =
            await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(AskUntilTheEndAsync)));
        TimeSpan elapsed = TimeProvider.System.GetElapsedTime(start);

        return Summarize([.. latencies.SelectMany(each => each)], elapsed, errors);

        async Task<List<TimeSpan>> AskUntilTheEndAsync()
        {
            List<TimeSpan> mine = [];
            while (TimeProvider.System.GetElapsedTime(start) < duration)
            {
                long asked = TimeProvider.System.GetTimestamp();
                byte[] payload = payloads[(int)((uint)Interlocked.Increment(ref next) % payloads.Length)];
                if (await AskAsync(http, url, payload)) mine.Add(TimeProvider.System.GetElapsedTime(asked));
                else Interlocked.Increment(ref errors);
            }

            return mine;
        }
    }

    /// <summary>Rate and percentiles of the answers that were a success.</summary>
    internal static LoadResult Summarize(TimeSpan[] latencies, TimeSpan elapsed, long errors)
    {
        if (latencies.Length == 0) return new LoadResult(0, TimeSpan.Zero, TimeSpan.Zero, errors);
        Array.Sort(latencies);
        return new LoadResult(latencies.Length / elapsed.TotalSeconds, At(.50), At(.99), errors);

        TimeSpan At(double share) => latencies[Math.Min(latencies.Length - 1, (int)(share * latencies.Length))];
    }

    private static async Task<bool> AskAsync(HttpClient http, Uri url, byte[] payload)
    {
        try
        {
            using ByteArrayContent content = new(payload);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using HttpRequestMessage request = new(HttpMethod.Post, url) { Content = content };
            using HttpResponseMessage response = await http.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead);
            await response.Content.CopyToAsync(Stream.Null);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
