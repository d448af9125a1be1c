using System.Text.Json;
using Rag.Pipeline;
using Rag.Stores.Http;

namespace Rag.Stores.Weaviate;

/// <summary>
/// Waits until written vectors are found. With <c>ASYNC_INDEXING</c> the server stores an object at once and its vector
/// later, from a queue whose length it tells for each shard.
/// </summary>
internal sealed class WeaviateVisibility(WeaviateConnection connection, WeaviateOptions options, TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Returns when no vector of the class waits any more.</summary>
    /// <exception cref="StoreException">Code <c>not_visible</c>, transient: one still does after the configured
    /// time.</exception>
    public async Task WaitAsync(WeaviateClass target, CancellationToken cancellationToken)
    {
        long begun = clock.GetTimestamp();
        for (TimeSpan pause = FirstPause; ; pause = Shorter(pause * 2, LongestPause))
        {
            long waiting = await CountWaitingAsync(target, cancellationToken);
            if (waiting == 0) return;
            TimeSpan left = options.VisibilityTimeout - clock.GetElapsedTime(begun);
            if (left <= TimeSpan.Zero)
            {
                throw new StoreException(
                    "not_visible",
                    $"Weaviate stored vectors of {target.Index}, but {waiting:N0} cannot be found yet after " +
                    $"{options.VisibilityTimeout.TotalSeconds:0.#} s.",
                    isTransient: true);
            }

            await Task.Delay(Shorter(pause, left), clock, cancellationToken);
        }
    }

    private async Task<long> CountWaitingAsync(WeaviateClass target, CancellationToken cancellationToken)
    {
        JsonElement? shards = await connection.SendAsync(
            HttpMethod.Get, $"v1/schema/{target.Name}/shards", null, cancellationToken);
        // Dropped meanwhile: there is nothing left to wait for.
        if (shards is not { } list) return 0;
        return StoreFailure.Reading("Weaviate", list, json => json.EnumerateArray().Sum(shard =>
            shard.TryGetProperty("vectorQueueSize", out JsonElement size) ? size.GetInt64() : 0));
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
