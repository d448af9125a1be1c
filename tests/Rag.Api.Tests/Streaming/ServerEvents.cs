using System.Runtime.CompilerServices;

namespace Rag.Api.Tests.Streaming;

/// <summary>
/// Reads server-sent events by the letter of their specification, except that only LF ends a line: nothing else may be
/// sent.
/// </summary>
internal static class ServerEvents
{
    public static async Task<IReadOnlyList<ServerEvent>> ReadAllAsync(this HttpResponseMessage response)
    {
        var events = new List<ServerEvent>();
        await foreach (ServerEvent next in response.ReadEventsAsync()) events.Add(next);
        return events;
    }

    public static async IAsyncEnumerable<ServerEvent> ReadEventsAsync(
        this HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        await using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var reader = new StreamReader(stream);
        string? id = null;
        string? name = null;
        List<string> data = [];
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length == 0)
            {
                if (data.Count > 0) yield return new ServerEvent(id, name, string.Join('\n', data));
                (id, name, data) = (null, null, []);
            }
            else if (line.StartsWith("id: ", StringComparison.Ordinal)) id = line[4..];
            else if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) data.Add(line[6..]);
            else Assert.StartsWith(":", line);
        }
    }

    public static async Task<HttpResponseMessage> StreamAsync(
        this HttpClient client, HttpMethod method, string path, string? json = null, string? lastEventId = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (json is not null) request.Content = Requests.Json(json);
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
