using Orleans.InProcess;

namespace Orleans.Runtime;

/// <summary>Tunes how the items of a grain's enumeration are fetched.</summary>
public static class AsyncEnumerableExtensions
{
    /// <summary>
    /// Sets the most items per fetch; a fetch never waits for a full batch. Call it directly on the grain method's
    /// result.
    /// </summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="self">The result of a grain method.</param>
    /// <param name="maxBatchSize">The most items per fetch; at least 1. Default 100.</param>
    /// <returns>The same enumeration.</returns>
    public static IAsyncEnumerable<T> WithBatchSize<T>(this IAsyncEnumerable<T> self, int maxBatchSize)
    {
        if (self is GrainEnumerable<T> enumerable)
            enumerable.MaxBatchSize = maxBatchSize;
        return self;
    }
}
