namespace Orleans.Streams;

/// <summary>A stream; it needs no creation and costs nothing until it is used.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
public interface IAsyncStream<T> : IAsyncStream, IAsyncObservable<T>, IAsyncBatchProducer<T>
{
    /// <summary>The caller's own subscriptions to this stream; a grain resumes them when it is activated.</summary>
    /// <returns>The subscriptions.</returns>
    Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles();
}
