namespace Orleans.Streams;

/// <summary>Receives the items of a stream, one at a time.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
public interface IAsyncObserver<in T>
{
    /// <summary>Receives an item; publishes one if the observer is a stream.</summary>
    /// <param name="item">The item.</param>
    /// <param name="token">Its place in the stream; <see langword="null"/> when publishing.</param>
    /// <returns>When it is taken in; the next item comes after that.</returns>
    Task OnNextAsync(T item, StreamSequenceToken? token = null);

    /// <summary>Called when the stream completed. Memory streams never do: publish an item that says so.</summary>
    /// <returns>When it is taken in.</returns>
    Task OnCompletedAsync() => Task.CompletedTask;

    /// <summary>Called when an item could not be delivered.</summary>
    /// <param name="ex">Why.</param>
    /// <returns>When it is taken in.</returns>
    Task OnErrorAsync(Exception ex);
}
