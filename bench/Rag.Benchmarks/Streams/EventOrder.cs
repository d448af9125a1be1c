using System.Globalization;

namespace Rag.Benchmarks.Streams;

/// <summary>
/// Checks the order of a stream as its events come: numbers from 1 without gaps, sources first and once, an end that is
/// the last event.
/// </summary>
/// <param name="isNumbered">Whether events have numbers, and sources before the answer.</param>
internal sealed class EventOrder(bool isNumbered)
{
    private int _events;
    private StreamSign? _end;

    /// <summary>The first thing that was wrong; <see langword="null"/> so far.</summary>
    public string? Fault { get; private set; }

    /// <summary>Takes the next event.</summary>
    public void Add(StreamSign sign, string? id)
    {
        _events++;
        if (_end is not null) Fault ??= $"event {_events} came after the end";
        if (isNumbered && id != _events.ToString(CultureInfo.InvariantCulture))
            Fault ??= $"event {_events} has the number '{id}'";
        if (isNumbered && (sign == StreamSign.Sources) != (_events == 1))
            Fault ??= $"event {_events} is {sign}";
        if (sign is StreamSign.Done or StreamSign.Error) _end = sign;
        if (sign == StreamSign.Error) Fault ??= "the answer failed";
    }

    /// <summary>Says that no more will come.</summary>
    public void Close()
    {
        if (_end is null) Fault ??= $"no end after {_events} events";
    }
}
