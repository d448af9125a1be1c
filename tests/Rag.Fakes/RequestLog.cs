using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Rag.Fakes;

/// <summary>The latest requests, oldest first, so that a test can say how often and what its subject asked.</summary>
public sealed class RequestLog
{
    /// <summary>Bytes of a body that are kept.</summary>
    public const int MaxBodyLength = 64 * 1024;

    private const int MaxRequests = 2_000;

    private readonly Lock _gate = new();
    private readonly Queue<RecordedRequest> _requests = new();
    private int _aborted;

    /// <summary>A copy of what has arrived.</summary>
    public IReadOnlyList<RecordedRequest> All
    {
        get
        {
            lock (_gate) return [.. _requests];
        }
    }

    /// <summary>How many senders hung up before the end of their answer.</summary>
    public int AbortedCount => Volatile.Read(ref _aborted);

    /// <summary>Forgets what has arrived.</summary>
    public void Clear()
    {
        lock (_gate) _requests.Clear();
    }

    internal async Task AddAsync(HttpContext context)
    {
        context.RequestAborted.Register(() => Interlocked.Increment(ref _aborted));
        HttpRequest request = context.Request;
        request.EnableBuffering(bufferThreshold: 1 << 20);
        byte[] start = new byte[MaxBodyLength];
        int length = await request.Body.ReadAtLeastAsync(
            start, start.Length, throwOnEndOfStream: false, context.RequestAborted);
        request.Body.Position = 0;
        var recorded = new RecordedRequest(
            request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            request.Headers.ToDictionary(
                pair => pair.Key.ToLowerInvariant(), pair => pair.Value.ToString(), StringComparer.Ordinal),
            Encoding.UTF8.GetString(start, 0, length));
        lock (_gate)
        {
            _requests.Enqueue(recorded);
            if (_requests.Count > MaxRequests) _requests.Dequeue();
        }
    }
}
