using Rag.Grains.Interfaces;

namespace Rag.Hosting.Orleans;

/// <summary>
/// The streams that carry answers from query grains to the API: in memory, because an answer that is lost with its silo
/// is asked again, and its events are in the query grain's log for whoever misses some.
/// </summary>
internal static class AnswerStreams
{
    /// <summary>Orleans polls memory streams; the period is the latency of a first token.</summary>
    private static readonly TimeSpan PollingPeriod = TimeSpan.FromMilliseconds(5);

    /// <summary>Adds the streams to a silo, with who listens to which answer.</summary>
    public static void AddAnswerStreams(this ISiloBuilder silo)
    {
        // In memory in a cluster, too: on the way to a first token there is no time to write who listens to a database,
        // and a reader whose subscription is lost goes on from the log.
        silo.AddMemoryGrainStorage("PubSubStore");
        silo.AddMemoryStreams(
            AnswerEvent.StreamProvider,
            streams => streams.ConfigurePullingAgent(agent => agent.Configure(
                options => options.GetQueueMsgsTimerPeriod = PollingPeriod)));
    }
}
