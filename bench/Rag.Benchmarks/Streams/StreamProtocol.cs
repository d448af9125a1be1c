using System.Net.ServerSentEvents;

namespace Rag.Benchmarks.Streams;

/// <summary>Reads the events of one of the two servers with as little work as possible: the clock is running.</summary>
/// <param name="IsNumbered">Whether every event has its number, from 1 on.</param>
/// <param name="Read">Tells an event by its type and data.</param>
internal sealed record StreamProtocol(bool IsNumbered, SseItemParser<StreamSign> Read)
{
    /// <summary>The service's own.</summary>
    public static StreamProtocol Service { get; } = new(IsNumbered: true, static (type, _) => type switch
    {
        "delta" => StreamSign.Token,
        "sources" => StreamSign.Sources,
        "done" => StreamSign.Done,
        "error" => StreamSign.Error,
        _ => StreamSign.Other,
    });

    /// <summary>OpenAI's chat completions; the first event has an empty text and is no token.</summary>
    public static StreamProtocol Model { get; } = new(IsNumbered: false, static (_, data) =>
        data.SequenceEqual("[DONE]"u8) ? StreamSign.Done
        : data.StartsWith("{\"error\""u8) ? StreamSign.Error
        : data.IndexOf("\"delta\":{\"content\":\""u8) >= 0 ? StreamSign.Token
        : StreamSign.Other);
}
