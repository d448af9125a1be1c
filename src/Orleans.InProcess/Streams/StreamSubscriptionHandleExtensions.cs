using Orleans.InProcess;

namespace Orleans.Streams;

/// <summary>Resumes with functions in place of an observer.</summary>
public static class StreamSubscriptionHandleExtensions
{
    /// <summary>Attaches a receiver after the owner was activated again.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="handle">The subscription.</param>
    /// <param name="onNextAsync">Receives an item and its place.</param>
    /// <param name="token">Must be <see langword="null"/>.</param>
    /// <returns>The subscription.</returns>
    public static Task<StreamSubscriptionHandle<T>> ResumeAsync<T>(
        this StreamSubscriptionHandle<T> handle,
        Func<T, StreamSequenceToken?, Task> onNextAsync,
        StreamSequenceToken? token = null) =>
        handle.ResumeAsync(new DelegateObserver<T>(onNextAsync, null, null), token);
}
