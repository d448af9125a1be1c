using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Rag.Pipeline;

namespace Rag.Stores.Tests.Postgres.Keywords;

/// <summary>What a host tells of its copies.</summary>
public sealed class ReplicaMeterTests
{
    private static readonly IndexId Index = new("tenant", "collection", 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Copies_their_memory_and_what_was_read_are_told()
    {
        using PostgresStores host = PostgresStores.Create();
        using MeterListener listener = Listen(host, out ConcurrentDictionary<string, long> told);
        await host.Chunks.CreateAsync(Index, Token);
        await host.Chunks.PublishAsync(Index, "d", 1, "alpha");
        await CopyAsync(host);
        // A second question reads nothing from the beginning.
        await CopyAsync(host);

        listener.RecordObservableInstruments();
        Assert.Equal(1, told["rag.keyword.copies"]);
        Assert.Equal(host.Replicas.SizeBytes, told["rag.keyword.copies.size"]);
        Assert.Equal(1, told["rag.keyword.copy.reads whole"]);

        await host.Chunks.DropAsync(Index, Token);
        listener.RecordObservableInstruments();
        Assert.Equal(0, told["rag.keyword.copies"]);
        Assert.Equal(0, told["rag.keyword.copies.size"]);
    }

    [Fact]
    public async Task An_index_that_does_not_fit_is_told()
    {
        using PostgresStores host = PostgresStores.Create(("KeywordMemoryMegabytes", "1"));
        using MeterListener listener = Listen(host, out ConcurrentDictionary<string, long> told);
        await host.Chunks.CreateAsync(Index, Token);
        await host.Chunks.PublishAsync(
            Index, "d", 1, string.Join(' ', Enumerable.Range(0, 9_000).Select(i => $"word{i}")));
        await CopyAsync(host);

        listener.RecordObservableInstruments();
        Assert.Equal(0, told["rag.keyword.copies"]);
        Assert.Equal(1, told["rag.keyword.copy.reads too_large"]);
    }

    private static async Task CopyAsync(PostgresStores host)
    {
        await host.Replicas.FindAsync(Index, Token);
        await host.Replicas.WorkOf(Index);
    }

    private static MeterListener Listen(PostgresStores host, out ConcurrentDictionary<string, long> told)
    {
        var values = told = new ConcurrentDictionary<string, long>();
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Scope == host.Meters && instrument.Meter.Name == "Rag.Keywords")
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.Start();
        return listener;

        void Take(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string name = tags.Length == 0 ? instrument.Name : $"{instrument.Name} {tags[0].Value}";
            values.AddOrUpdate(name, value, (_, before) => instrument.IsObservable ? value : before + value);
        }
    }
}
