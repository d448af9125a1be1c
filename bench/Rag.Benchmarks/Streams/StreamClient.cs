using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text;

namespace Rag.Benchmarks.Streams;

/// <summary>Asks one of the two servers and notes when each token comes.</summary>
/// <param name="url">The route.</param>
/// <param name="protocol">Its events.</param>
internal sealed class StreamClient(Uri url, StreamProtocol protocol) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Asks and reads to the end; a failure is in the record.</summary>
    /// <param name="body">The JSON of the request.</param>
    /// <param name="onFirstToken">Called when the answer has begun.</param>
    public async Task<StreamRecord> AskAsync(string body, Action? onFirstToken = null)
    {
        var record = new StreamRecord();
        try
        {
            await AskAsync(body, record, onFirstToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            record.Fault = exception.Message;
        }

        record.End(TimeProvider.System.GetTimestamp());
        return record;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task AskAsync(string body, StreamRecord record, Action? onFirstToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, url)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        // The fake asks for a key, as OpenAI does; the service does not.
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "fake-key");
        long start = TimeProvider.System.GetTimestamp();
        using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (!response.IsSuccessStatusCode)
        {
            record.Fault = $"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}";
            return;
        }

        var order = new EventOrder(protocol.IsNumbered);
        await using Stream content = await response.Content.ReadAsStreamAsync();
        await foreach (SseItem<StreamSign> item in SseParser.Create(content, protocol.Read).EnumerateAsync())
        {
            order.Add(item.Data, item.EventId);
            if (item.Data != StreamSign.Token) continue;
            if (record.FirstToken is null) onFirstToken?.Invoke();
            record.AddToken(start, TimeProvider.System.GetTimestamp());
        }

        order.Close();
        record.Fault = order.Fault;
    }
}
