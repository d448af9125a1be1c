using System.Diagnostics;

namespace Rag.Pipeline.Suggesting;

/// <summary>The titles and headings of one index in memory; read again beside the searches when they are old.</summary>
internal sealed class ResidentHeadings(Func<Task<HeadingIndex>> read, TimeProvider time)
{
    /// <summary>Reading may take this part of the time at most.</summary>
    private const int RestPerRead = 20;

    private readonly Lock _gate = new();
    private HeadingIndex? _current;
    private Task<HeadingIndex>? _reading;
    private TimeSpan _readTime;
    private long _readAt;
    private long _lastUsed;

    /// <summary>When it was last asked for, in ticks of the clock.</summary>
    public long LastUsed => Volatile.Read(ref _lastUsed);

    /// <summary>Size in memory, roughly; 0 before the first has been read.</summary>
    public long SizeBytes { get; private set; }

    /// <summary>What was read last; waits only for the first.</summary>
    /// <exception cref="StoreException">The first could not be read.</exception>
    public Task<HeadingIndex> GetAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _lastUsed, time.GetTimestamp());
        lock (_gate)
        {
            bool isReading = _reading is { IsCompleted: false };
            if (_current is null)
            {
                if (!isReading) _reading = Task.Run(ReadAsync, CancellationToken.None);
                return _reading!.WaitAsync(cancellationToken);
            }

            TimeSpan rest = TimeSpan.FromTicks(Math.Max(interval.Ticks, RestPerRead * _readTime.Ticks));
            // A read that fails is tried again after the same rest; until then what is known stays.
            if (!isReading && time.GetElapsedTime(_readAt) > rest)
            {
                _readAt = time.GetTimestamp();
                _reading = Task.Run(ReadAsync, CancellationToken.None);
            }

            return Task.FromResult(_current);
        }
    }

    private async Task<HeadingIndex> ReadAsync()
    {
        long started = Stopwatch.GetTimestamp();
        HeadingIndex found = await read();
        long sizeBytes = found.Phrases.SizeBytes;
        lock (_gate)
        {
            _current = found;
            SizeBytes = sizeBytes;
            _readTime = Stopwatch.GetElapsedTime(started);
            _readAt = time.GetTimestamp();
        }

        return found;
    }
}
