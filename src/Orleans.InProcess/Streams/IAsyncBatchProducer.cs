namespace Orleans.Streams;

/// <summary>Publishes items, singly or many at once.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
public interface IAsyncBatchProducer<T> : IAsyncObserver<T>
{
    /// <summary>Publishes items in order.</summary>
    /// <param name="batch">The items.</param>
    /// <param name="token">Must be <see langword="null"/>.</param>
    /// <returns>When they are queued; not when they are received.</returns>
    Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null);
}
