using System.Diagnostics;

namespace Rag.Hosting.Telemetry;

/// <summary>What the process and its runtime use, under the names that dashboards know.</summary>
internal static class ProcessMetrics
{
    /// <summary>Reads them now.</summary>
    public static IEnumerable<MetricFamily> Collect()
    {
        using var process = Process.GetCurrentProcess();
        DateTimeOffset started = process.StartTime;
        MetricFamily collections = new("dotnet_gc_collections_total", "Garbage collections.", MetricKind.Counter);
        for (int generation = 0; generation <= GC.MaxGeneration; generation++)
        {
            collections.SeriesOf([new("generation", generation)]).Set(GC.CollectionCount(generation));
        }

        return
        [
            collections,
            Counter("process_cpu_seconds_total", "CPU time used.", process.TotalProcessorTime.TotalSeconds),
            Counter("dotnet_gc_allocated_bytes_total", "Bytes allocated on the heap.", GC.GetTotalAllocatedBytes()),
            Counter("dotnet_lock_contentions_total", "Locks that had to wait.", Monitor.LockContentionCount),
            Gauge("process_start_time_seconds", "Start of the process, Unix time.",
                started.ToUnixTimeMilliseconds() / 1000.0),
            Gauge("process_resident_memory_bytes", "Resident memory.", process.WorkingSet64),
            Gauge("process_open_threads", "Threads of the process.", process.Threads.Count),
            Gauge("dotnet_gc_heap_bytes", "Bytes on the heap.", GC.GetTotalMemory(forceFullCollection: false)),
            Gauge("dotnet_threadpool_threads", "Threads of the pool.", ThreadPool.ThreadCount),
            Gauge("dotnet_threadpool_queue_items", "Work items waiting in the pool.", ThreadPool.PendingWorkItemCount),
        ];
    }

    private static MetricFamily Counter(string name, string help, double value) =>
        Single(name, help, MetricKind.Counter, value);

    private static MetricFamily Gauge(string name, string help, double value) =>
        Single(name, help, MetricKind.Gauge, value);

    private static MetricFamily Single(string name, string help, MetricKind kind, double value)
    {
        var family = new MetricFamily(name, help, kind);
        family.SeriesOf([]).Set(value);
        return family;
    }
}
