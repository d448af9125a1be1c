using Microsoft.Extensions.Options;
using Rag.Pipeline.Models;
using Rag.Pipeline.Prompting;

namespace Rag.Pipeline.Answering;

/// <summary>
/// Keeps what the chat model said to a prompt and says it again to the same one, or, if that is wanted, to a question
/// that is alike. The search is never skipped: every key holds the passages that it finds now, with their versions,
/// beside tenant, collections, generations, model and settings. So an answer cannot outlive a document, a replacement
/// or a right that it rests on, and nothing has to be told of changes. Who asks what is being asked already waits for
/// that answer. Bounded in time, number and memory; thread-safe; one a silo.
/// </summary>
public sealed class AnswerCache(IOptions<AnswerCacheOptions> options, TimeProvider time)
{
    /// <summary>What an entry takes beside its text, in bytes: key, node, record.</summary>
    private const int BytesPerEntry = 400;

    private readonly AnswersUnderWay _underWay = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<Entry>> _alike = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _byUse = [];
    private long _bytes;

    /// <summary>What is known of a prompt; waits while somebody else asks the same.</summary>
    /// <param name="request">The question.</param>
    /// <param name="prompt">What the model would be asked.</param>
    /// <param name="model">The model.</param>
    /// <param name="vector">The question's vector of a semantic model; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Ends the wait; the other one goes on.</param>
    internal async Task<AnswerLookup> LookUpAsync(
        AnswerRequest request,
        Prompt prompt,
        ChatModel model,
        ReadOnlyMemory<float>? vector,
        CancellationToken cancellationToken)
    {
        // A built-in model costs nothing and is as fast as a look-up.
        if (options.Value.MaxBytes == 0 || model.IsBuiltIn) return AnswerLookup.Off;
        string key = AnswerKey.Of(request, prompt, model);
        if (Find(key) is { } kept) return AnswerLookup.Known(kept, CacheResult.Hit);
        QuestionLikeness? likeness = LikenessOf(request, prompt, model, vector);
        if (likeness is not null && FindAlike(likeness) is { } alike) return alike;
        AnswersUnderWay.Asking? asking = _underWay.Begin(key, out Task<KeptAnswer?> other);
        if (asking is null)
        {
            if (await other.WaitAsync(cancellationToken) is { } said)
                return AnswerLookup.Known(said, CacheResult.Shared);
            // Waiting once is enough: behind a provider that is away, one after the other would wait for its failure.
            asking = _underWay.Begin(key, out _);
        }
        else if (Find(key) is { } justKept)
        {
            asking.Dispose();
            return AnswerLookup.Known(justKept, CacheResult.Hit);
        }

        return new AnswerLookup(this, key, likeness, asking);
    }

    /// <summary>What was said; <see langword="null"/> if it is not kept, or not any more.</summary>
    internal KeptAnswer? Find(string key)
    {
        lock (_lock)
        {
            return _entries.TryGetValue(key, out LinkedListNode<Entry>? node) && Use_NeedsLock(node)
                ? node.Value.Answer
                : null;
        }
    }

    /// <summary>Keeps what was said; one that alone is larger than the memory is not kept.</summary>
    internal void Keep(string key, KeptAnswer answer, QuestionLikeness? likeness = null)
    {
        var added = new Entry(key, answer, time.GetTimestamp(), likeness);
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out LinkedListNode<Entry>? before)) Remove_NeedsLock(before);
            _entries[key] = _byUse.AddFirst(added);
            _bytes += SizeOf(added);
            if (likeness is not null)
            {
                if (!_alike.TryGetValue(likeness.Bucket, out HashSet<Entry>? others))
                    _alike[likeness.Bucket] = others = [];
                others.Add(added);
            }

            while ((_bytes > options.Value.MaxBytes || _entries.Count > options.Value.MaxEntries)
                && _byUse.Last is { } oldest)
            {
                Remove_NeedsLock(oldest);
            }
        }
    }

    private QuestionLikeness? LikenessOf(
        AnswerRequest request, Prompt prompt, ChatModel model, ReadOnlyMemory<float>? vector) =>
        options.Value.MinSimilarity > 0 && vector is { } semantic && prompt.Sources.Count > 0
            && request.History.Count == 0 && request.Format is null
            ? new QuestionLikeness(
                AnswerKey.OfAllButTheQuestion(request, prompt, model), request.Question, semantic.Span, prompt.Sources)
            : null;

    private AnswerLookup? FindAlike(QuestionLikeness asked)
    {
        lock (_lock)
        {
            if (!_alike.TryGetValue(asked.Bucket, out HashSet<Entry>? others)) return null;
            (Entry Entry, double Similarity)[] near =
            [
                .. others.Select(entry => (Entry: entry, Similarity: entry.Likeness!.SimilarityTo(asked)))
                    .Where(candidate => candidate.Similarity >= options.Value.MinSimilarity)
                    .OrderByDescending(candidate => candidate.Similarity),
            ];
            foreach ((Entry entry, double similarity) in near)
            {
                if (!Use_NeedsLock(_entries[entry.Key])) continue;
                return AnswerLookup.Known(
                    entry.Likeness!.Renumber(entry.Answer, asked),
                    CacheResult.Similar,
                    new SimilarQuestion(entry.Likeness.Question, Math.Round(similarity, 4)));
            }

            return null;
        }
    }

    /// <summary>Puts an entry before all others, or forgets it if it is too old.</summary>
    private bool Use_NeedsLock(LinkedListNode<Entry> node)
    {
        if (time.GetElapsedTime(node.Value.At) > options.Value.Lifetime)
        {
            Remove_NeedsLock(node);
            return false;
        }

        _byUse.Remove(node);
        _byUse.AddFirst(node);
        return true;
    }

    private void Remove_NeedsLock(LinkedListNode<Entry> node)
    {
        Entry removed = node.Value;
        _byUse.Remove(node);
        _entries.Remove(removed.Key);
        _bytes -= SizeOf(removed);
        if (removed.Likeness is not { } likeness || !_alike.TryGetValue(likeness.Bucket, out HashSet<Entry>? others))
            return;
        others.Remove(removed);
        if (others.Count == 0) _alike.Remove(likeness.Bucket);
    }

    private static long SizeOf(Entry entry) =>
        BytesPerEntry + (2L * entry.Answer.Text.Length) + (entry.Likeness?.Size ?? 0);

    /// <summary>Equal only to itself: sets of them must not compare whole texts.</summary>
    private sealed class Entry(string key, KeptAnswer answer, long at, QuestionLikeness? likeness)
    {
        public string Key { get; } = key;

        public KeptAnswer Answer { get; } = answer;

        public long At { get; } = at;

        public QuestionLikeness? Likeness { get; } = likeness;
    }
}
