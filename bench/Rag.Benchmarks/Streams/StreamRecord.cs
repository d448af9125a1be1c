namespace Rag.Benchmarks.Streams;

/// <summary>What one stream gave.</summary>
internal sealed class StreamRecord
{
    private readonly List<double> _gaps = [];
    private long _lastToken;

    /// <summary>Milliseconds from the request to the first token; <see langword="null"/> if none came.</summary>
    public double? FirstToken { get; private set; }

    /// <summary>When the first token came, as a timestamp.</summary>
    public long FirstTokenAt { get; private set; }

    /// <summary>When the stream ended, as a timestamp.</summary>
    public long EndedAt { get; private set; }

    /// <summary>Milliseconds between each token and the one before.</summary>
    public IReadOnlyList<double> Gaps => _gaps;

    /// <summary>What was wrong with the stream; <see langword="null"/> if it was as it should be.</summary>
    public string? Fault { get; set; }

    /// <summary>Notes a token.</summary>
    /// <param name="started">Timestamp of the request.</param>
    /// <param name="now">Timestamp of the token.</param>
    public void AddToken(long started, long now)
    {
        if (FirstToken is null)
        {
            FirstToken = TimeProvider.System.GetElapsedTime(started, now).TotalMilliseconds;
            FirstTokenAt = now;
        }
        else
        {
            _gaps.Add(TimeProvider.System.GetElapsedTime(_lastToken, now).TotalMilliseconds);
        }

        _lastToken = now;
    }

    /// <summary>Notes the end.</summary>
    public void End(long now) => EndedAt = now;
}
