namespace Rag.Pipeline.Answering;

/// <summary>What the cache knows of a question, and where its answer is kept if the model must be asked.</summary>
/// <param name="cache">The cache; <see langword="null"/> if nothing is kept for the question.</param>
/// <param name="key">Key of the prompt.</param>
/// <param name="likeness">What questions that are alike are found by; <see langword="null"/> for none.</param>
/// <param name="asking">Whoever asks the same now waits for this one; <see langword="null"/> if nobody does.</param>
internal sealed class AnswerLookup(
    AnswerCache? cache, string key, QuestionLikeness? likeness, AnswersUnderWay.Asking? asking) : IDisposable
{
    /// <summary>Nothing is kept.</summary>
    public static AnswerLookup Off { get; } = new(null, "", null, null);

    /// <summary>What was said; <see langword="null"/> if the model must be asked.</summary>
    public KeptAnswer? Found { get; private init; }

    /// <summary>How it was found; <see langword="null"/> if nothing is kept.</summary>
    public CacheResult? Result { get; private init; } = cache is null ? null : CacheResult.Miss;

    /// <summary>The question that it was said to, if it was another one.</summary>
    public SimilarQuestion? SimilarTo { get; private init; }

    /// <summary>Something is known.</summary>
    public static AnswerLookup Known(KeptAnswer said, CacheResult result, SimilarQuestion? similarTo = null) =>
        new(null, "", null, null) { Found = said, Result = result, SimilarTo = similarTo };

    /// <summary>Keeps what the model said, and hands it to whoever waits.</summary>
    public void Keep(KeptAnswer said)
    {
        cache?.Keep(key, said, likeness);
        asking?.Complete(said);
    }

    /// <summary>Without an answer whoever waits asks for himself.</summary>
    public void Dispose() => asking?.Dispose();
}
