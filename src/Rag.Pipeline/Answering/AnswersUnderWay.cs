namespace Rag.Pipeline.Answering;

/// <summary>
/// What chat models are being asked at this moment, by the key of the answer cache: who asks the same waits for the
/// first instead of paying twice. Thread-safe; one a silo.
/// </summary>
internal sealed class AnswersUnderWay
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, TaskCompletionSource<KeptAnswer?>> _asked = new(StringComparer.Ordinal);

    /// <summary>Begins to ask, or finds that somebody else does.</summary>
    /// <param name="key">The key.</param>
    /// <param name="answer">
    /// What the other one gets; <see langword="null"/> in it if he fails or is cancelled. Never fails.
    /// </param>
    /// <returns>To be disposed of in the end; <see langword="null"/> if somebody else asks.</returns>
    public Asking? Begin(string key, out Task<KeptAnswer?> answer)
    {
        lock (_lock)
        {
            if (_asked.TryGetValue(key, out TaskCompletionSource<KeptAnswer?>? other))
            {
                answer = other.Task;
                return null;
            }

            // Whoever waits must not run on the stack of the one who ends.
            var own = new TaskCompletionSource<KeptAnswer?>(TaskCreationOptions.RunContinuationsAsynchronously);
            _asked[key] = own;
            answer = own.Task;
            return new Asking(this, key, own);
        }
    }

    private void End(string key)
    {
        lock (_lock) _asked.Remove(key);
    }

    /// <summary>The right and the duty of the first; without an answer those who wait ask themselves.</summary>
    internal sealed class Asking(AnswersUnderWay owner, string key, TaskCompletionSource<KeptAnswer?> answer)
        : IDisposable
    {
        /// <summary>Hands the answer over, once it is kept: who comes later finds it there.</summary>
        public void Complete(KeptAnswer said)
        {
            owner.End(key);
            answer.TrySetResult(said);
        }

        public void Dispose()
        {
            if (answer.Task.IsCompleted) return;
            owner.End(key);
            answer.TrySetResult(null);
        }
    }
}
