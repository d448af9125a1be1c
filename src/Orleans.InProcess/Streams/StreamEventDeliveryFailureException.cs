using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>An item could not be delivered within the delivery time and was skipped.</summary>
public class StreamEventDeliveryFailureException : OrleansException
{
    /// <summary>Reports it without a text.</summary>
    public StreamEventDeliveryFailureException()
    {
    }

    /// <summary>Reports it.</summary>
    /// <param name="message">What could not be delivered.</param>
    public StreamEventDeliveryFailureException(string message)
        : base(message)
    {
    }

    /// <summary>Reports it with its cause.</summary>
    /// <param name="message">What could not be delivered.</param>
    /// <param name="innerException">The cause.</param>
    public StreamEventDeliveryFailureException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
