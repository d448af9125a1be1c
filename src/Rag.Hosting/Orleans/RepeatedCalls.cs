#if ORLEANS_PACKAGES
using System.Collections.Concurrent;
using System.Data.Common;
using System.Reflection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Storage;
using Rag.Grains.Interfaces;
using Rag.Hosting.Cluster;

namespace Rag.Hosting.Orleans;

/// <summary>
/// Repeats calls that were lost with a silo, with the same arguments, until the cluster has recovered or the time is
/// up. Only calls whose method says that it is <see cref="IdempotentAttribute"/>; of the others nobody would know
/// whether they happened.
/// </summary>
internal sealed partial class RepeatedCalls(
    IOptions<ClusterHostOptions> options, TimeProvider time, ILogger<RepeatedCalls> logger) : IOutgoingGrainCallFilter
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<MethodInfo, bool> _idempotent = new();

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (!_idempotent.GetOrAdd(context.InterfaceMethod, static method => method.IsDefined(
            typeof(IdempotentAttribute))))
        {
            await context.Invoke();
            return;
        }

        long start = time.GetTimestamp();
        for (TimeSpan delay = FirstDelay; ; delay *= 2)
        {
            try
            {
                await context.Invoke();
                return;
            }
            catch (Exception exception) when (IsTransient(exception) && IsInTime(start, delay))
            {
                string method = context.MethodName;
                Repeating(logger, context.InterfaceName, method, exception.GetType().Name);
            }

            if (delay > LongestDelay) delay = LongestDelay;
            await Task.Delay(delay * (0.5 + (Random.Shared.NextDouble() / 2)), time);
        }
    }

    private bool IsInTime(long start, TimeSpan delay) => time.GetElapsedTime(start) + delay < options.Value.RetryTime;

    /// <summary>What a lost silo, a lost gateway and a second activation look like to a caller.</summary>
    private static bool IsTransient(Exception exception) => exception switch
    {
        OrleansMessageRejectionException or GatewayTooBusyException or ClientNotAvailableException => true,
        global::Orleans.Runtime.Messaging.ConnectionFailedException => true,
        InconsistentStateException or TimeoutException => true,
        DbException database => database.IsTransient,
        _ => false,
    };

    [LoggerMessage(LogLevel.Information, "{Interface}.{Method} met {Failure}; it is repeated")]
    private static partial void Repeating(ILogger logger, string @interface, string method, string failure);
}
#endif
