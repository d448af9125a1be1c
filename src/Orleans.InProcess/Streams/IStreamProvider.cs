using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>Refers to streams.</summary>
public interface IStreamProvider
{
    /// <summary>The name the provider was added under.</summary>
    string Name { get; }

    /// <summary>Refers to a stream.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="streamId">The identity of the stream.</param>
    /// <returns>The stream.</returns>
    IAsyncStream<T> GetStream<T>(StreamId streamId);
}
