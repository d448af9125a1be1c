using Rag.Pipeline;

namespace Rag.ModelProviders.Connections;

/// <summary>
/// Leaves a server alone that has failed several times in a row, so that callers are told at once instead of after a
/// time-out each. Closed: all calls pass. Open: none passes for a while. Half open: one passes and decides.
/// Thread-safe.
/// </summary>
internal sealed class CircuitBreaker(string server, ConnectionOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private int _failures;
    private long? _openedAt;
    private bool _isTrying;

    /// <summary>Lets a call pass or says when to come back.</summary>
    public void Enter()
    {
        lock (_lock)
        {
            if (_openedAt is not { } openedAt) return;
            TimeSpan left = options.OpenTime - time.GetElapsedTime(openedAt);
            if (left <= TimeSpan.Zero && !_isTrying)
            {
                _isTrying = true;
                return;
            }

            throw new ModelException(
                "provider_unavailable",
                $"{server} has failed {_failures} times in a row and is left alone for now.",
                isTransient: true)
            {
                RetryAfter = left > TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1),
            };
        }
    }

    /// <summary>The server has answered, be it with a refusal.</summary>
    public void RecordAnswer()
    {
        lock (_lock)
        {
            _failures = 0;
            _openedAt = null;
            _isTrying = false;
        }
    }

    /// <summary>The server has failed.</summary>
    /// <returns>Whether this failure has opened the breaker.</returns>
    public bool RecordFailure()
    {
        lock (_lock)
        {
            _failures++;
            bool opens = _openedAt is null ? _failures >= options.FailuresToOpen : _isTrying;
            if (opens) _openedAt = time.GetTimestamp();
            _isTrying = false;
            return opens;
        }
    }

    /// <summary>The call was given up by the caller: it says nothing about the server.</summary>
    public void RecordAbandoned()
    {
        lock (_lock)
        {
            _isTrying = false;
        }
    }
}
