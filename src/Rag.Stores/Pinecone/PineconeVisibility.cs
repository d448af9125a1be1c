using Rag.Pipeline;
using Rag.Stores.Http;

namespace Rag.Stores.Pinecone;

/// <summary>
/// Waits until writes are seen. Every write in a namespace has a sequence number, and every search tells up to which of
/// them it sees.
/// </summary>
internal sealed class PineconeVisibility(PineconeConnection connection, PineconeOptions options, TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Returns when searches see a write.</summary>
    /// <exception cref="StoreException">Code <c>not_visible</c>, transient: not within the configured time. Code
    /// <c>unsupported</c>: the server tells no sequence numbers.</exception>
    public async Task WaitAsync(PineconeHost host, string ns, long? written, CancellationToken cancellationToken)
    {
        if (written is not { } wanted) throw Untold();
        ReadOnlyMemory<byte> search = Probe(host, ns);
        long begun = clock.GetTimestamp();
        for (TimeSpan pause = FirstPause; ; pause = Shorter(pause * 2, LongestPause))
        {
            PineconeAnswer answer =
                await connection.SendAsync(host.Url, HttpMethod.Post, "query", search, cancellationToken);
            // Removed meanwhile: there is nothing left to wait for.
            if (!answer.IsFound) return;
            if ((answer.IndexedLsn ?? throw Untold()) >= wanted) return;
            TimeSpan left = options.VisibilityTimeout - clock.GetElapsedTime(begun);
            if (left <= TimeSpan.Zero)
            {
                throw new StoreException(
                    "not_visible",
                    $"Pinecone accepted a write but did not make it visible within " +
                    $"{options.VisibilityTimeout.TotalSeconds:0.#} s.",
                    isTransient: true);
            }

            await Task.Delay(Shorter(pause, left), clock, cancellationToken);
        }
    }

    private static ReadOnlyMemory<byte> Probe(PineconeHost host, string ns) => JsonBody.Object(json =>
    {
        float[] vector = new float[host.Settings.Dimensions];
        vector[0] = 1;
        json.WriteString("namespace", ns);
        json.WriteNumber("topK", 1);
        PineconeRecord.WriteVector(json, "vector", vector);
    });

    private static StoreException Untold() => new(
        "unsupported",
        "Pinecone told no sequence number (x-pinecone-request-lsn, x-pinecone-max-indexed-lsn), so nobody knows when " +
        "a write is seen. Use a serverless index, and a proxy that lets these headers through.",
        isTransient: false);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
