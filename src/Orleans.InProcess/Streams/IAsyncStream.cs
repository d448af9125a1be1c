using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>A stream; it needs no creation and costs nothing until it is used.</summary>
public interface IAsyncStream
{
    /// <summary>The provider of the stream.</summary>
    string ProviderName { get; }

    /// <summary>The identity of the stream.</summary>
    StreamId StreamId { get; }
}
