namespace Orleans.Streams;

/// <summary>Something that can be subscribed to.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
public interface IAsyncObservable<T>
{
    /// <summary>
    /// Subscribes; a grain's subscription outlives its activation, a client's does not outlive its process.
    /// </summary>
    /// <param name="observer">Receives the items, in turns of the grain that subscribes.</param>
    /// <returns>The subscription.</returns>
    Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer);
}
