namespace Orleans.Configuration;

/// <summary>How items are brought to their subscribers.</summary>
public class StreamPullingAgentOptions
{
    /// <summary>
    /// How often queues are looked into. Without effect here: items are delivered at once. Default 100 ms.
    /// </summary>
    public TimeSpan GetQueueMsgsTimerPeriod { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>For how long the delivery of an item is retried before it is skipped. Default 1 minute.</summary>
    public TimeSpan MaxEventDeliveryTime { get; set; } = TimeSpan.FromMinutes(1);
}
