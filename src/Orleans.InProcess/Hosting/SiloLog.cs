using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.InProcess;

/// <summary>What the silo logs.</summary>
internal sealed partial class SiloLog(ILogger logger)
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(1, LogLevel.Information, "In-process silo started (one process, no cluster).")]
    public partial void Started();

    [LoggerMessage(2, LogLevel.Information, "In-process silo stopped.")]
    public partial void Stopped();

    [LoggerMessage(3, LogLevel.Warning, "The silo stopped before {Count} activations were deactivated.")]
    public partial void StoppedEarly(int count);

    [LoggerMessage(4, LogLevel.Error, "Grain {GrainId} could not be activated.")]
    public partial void ActivationFailed(Exception failure, GrainId grainId);

    [LoggerMessage(5, LogLevel.Error, "Grain {GrainId} failed while it was deactivated.")]
    public partial void DeactivationFailed(Exception failure, GrainId grainId);

    [LoggerMessage(6, LogLevel.Error, "A timer tick of grain {GrainId} failed.")]
    public partial void TickFailed(Exception failure, GrainId grainId);

    [LoggerMessage(7, LogLevel.Warning, "An item of stream {Stream} could not be delivered; attempt {Attempt}.")]
    public partial void DeliveryFailed(Exception failure, StreamId stream, int attempt);

    [LoggerMessage(8, LogLevel.Warning, "Grain {GrainId} has not resumed its subscription to {Stream}; item dropped.")]
    public partial void SubscriptionNotResumed(GrainId grainId, StreamId stream);
}
