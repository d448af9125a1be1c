using Rag.Grains.Interfaces;

namespace Rag.Grains.Queries;

/// <summary>
/// The numbered events of one answer, kept so that a reader can resume. Written by the answer's run and read by calls,
/// on the grain's scheduler.
/// </summary>
internal sealed class AnswerLog
{
    private const int BytesPerEvent = 96;

    private readonly List<AnswerEvent> _events = [];

    /// <summary>About how much memory it takes.</summary>
    public long ApproximateSize { get; private set; }

    public bool HasEnded => _events is [.., { IsTerminal: true }];

    public AnswerEvent Add(AnswerEventKind kind, Func<AnswerEvent, AnswerEvent> fill)
    {
        AnswerEvent added = fill(new AnswerEvent { Number = _events.Count + 1, Kind = kind });
        _events.Add(added);
        ApproximateSize += BytesPerEvent
            + (2 * (added.Text?.Length ?? 0)) + SizeOf(added.Sources) + SizeOf(added.Answer);
        return added;
    }

    public IReadOnlyList<AnswerEvent> After(int number) =>
        number >= _events.Count ? [] : _events[Math.Max(0, number)..];

    // The hits of the answer are those of the sources event: counted once.
    private static long SizeOf(Answer? answer) => answer is null ? 0 : 2 * answer.Text.Length;

    private static long SizeOf(IReadOnlyList<Hit>? hits) =>
        hits?.Sum(hit => 400L + (2 * hit.Text.Length) + (2 * hit.Metadata.Text.Length)) ?? 0;
}
