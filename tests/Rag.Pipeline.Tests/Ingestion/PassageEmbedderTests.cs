using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Rag.Pipeline.Chunking;
using Rag.Pipeline.Filtering;
using Rag.Pipeline.Ingestion;
using Rag.Pipeline.Models;
using Rag.Pipeline.Usage;
using Rag.Stores.Embedded;

namespace Rag.Pipeline.Tests.Ingestion;

/// <summary>Against the embedded stores, so that what is found again has been on disk.</summary>
public sealed class PassageEmbedderTests : IAsyncLifetime
{
    private static readonly EmbeddingModelId Model = new("openai", "small", 2);
    private static readonly IndexId Index = new("t", "c", 1);

    private readonly string _directory = Directory.CreateTempSubdirectory("rag-embedder-").FullName;
    private readonly CountingGenerator _generator = new();
    private readonly List<(string Outcome, long Passages)> _counted = [];
    private ServiceProvider _services = null!;

    public async ValueTask InitializeAsync()
    {
        _services = Build();
        await _services.GetRequiredService<IChunkStore>().CreateAsync(Index, default);
    }

    [Fact]
    public async Task A_re_upload_asks_the_model_for_changed_passages_only()
    {
        await EmbedAsync(1, "one", "two", "three");

        float[][] vectors = await EmbedAsync(2, "one", "zwei", "three");

        Assert.Equal([["one", "two", "three"], ["zwei"]], _generator.Calls);
        Assert.Equal([[3, 'o'], [4, 'z'], [5, 't']], vectors);
    }

    [Fact]
    public async Task A_run_that_was_cut_off_does_not_pay_twice()
    {
        await EmbedAsync(1, "one", "two");

        await EmbedAsync(1, "one", "two");
        await EmbedAsync(1, "three", "four");

        Assert.Equal([["one", "two"], ["three", "four"]], _generator.Calls);
    }

    [Fact]
    public async Task A_text_that_a_batch_has_twice_is_embedded_once()
    {
        float[][] vectors = await EmbedAsync(1, "same", "other", "same");

        Assert.Equal(["same", "other"], Assert.Single(_generator.Calls));
        Assert.Equal([[4, 's'], [5, 'o'], [4, 's']], vectors);
    }

    [Fact]
    public async Task The_warning_about_a_cut_passage_survives_a_hit()
    {
        const string cut = "This text is longer than twenty characters.";
        await EmbedAsync(1, "short", cut);
        var cuts = new EmbeddingCuts(Model);

        await EmbedAsync(_services, 2, Kept, cuts, "short", cut);

        Assert.Single(_generator.Calls);
        Assert.Contains("(chunks 1)", Assert.Single(cuts.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_visible_version_did_not_use_is_forgotten()
    {
        await EmbedAsync(1, "one", "two");
        await EmbedAsync(2, "one");

        await Embedder.ForgetOlderAsync(Job(2), Kept, default);
        await EmbedAsync(3, "one", "two");

        Assert.Equal([["one", "two"], ["two"]], _generator.Calls);
    }

    [Fact]
    public async Task Another_key_and_another_length_of_vectors_are_no_hit()
    {
        await EmbedAsync(1, "one");
        EmbeddingModel prefixed = Kept with { CacheKey = Kept.CacheKey + " passage: " };
        EmbeddingModel longer = Kept with { Id = Model with { Dimensions = 3 } };

        await EmbedAsync(_services, 1, prefixed, new EmbeddingCuts(Model), "one");
        await EmbedAsync(_services, 1, longer, new EmbeddingCuts(Model), "one");

        Assert.Equal(3, _generator.Calls.Count);
    }

    [Fact]
    public async Task A_model_without_a_key_is_always_asked()
    {
        EmbeddingModel model = Kept with { CacheKey = null };

        await EmbedAsync(_services, 1, model, new EmbeddingCuts(Model), "one");
        await EmbedAsync(_services, 1, model, new EmbeddingCuts(Model), "one");

        Assert.Equal([["one"], ["one"]], _generator.Calls);
    }

    [Fact]
    public async Task Nothing_is_kept_where_the_operator_does_not_want_it()
    {
        await _services.DisposeAsync();
        _services = Build(("Ingestion:CacheEmbeddings", "false"));

        await EmbedAsync(1, "one");
        await EmbedAsync(1, "one");

        Assert.Equal([["one"], ["one"]], _generator.Calls);
    }

    [Fact]
    public async Task A_cache_that_fails_costs_the_models_work_and_not_the_document()
    {
        await using ServiceProvider failing = new ServiceCollection().AddLogging().AddMetrics()
            .AddPipeline(new ConfigurationBuilder().Build())
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IEmbeddingCache, FailingCache>()
            .BuildServiceProvider();

        await EmbedAsync(failing, 1, Kept, new EmbeddingCuts(Model), "one");
        float[][] vectors = await EmbedAsync(failing, 1, Kept, new EmbeddingCuts(Model), "one");
        await failing.GetRequiredService<PassageEmbedder>().ForgetOlderAsync(Job(1), Kept, default);

        Assert.Equal([["one"], ["one"]], _generator.Calls);
        Assert.Equal([[3, 'o']], vectors);
    }

    [Fact]
    public async Task Hits_and_misses_are_counted_by_passages()
    {
        using var listener = new MeterListener();
        IMeterFactory own = _services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, its) =>
        {
            if (instrument.Name == "rag.embedding.cache" && instrument.Meter.Scope == own)
                its.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>(
            (_, passages, tags, _) => _counted.Add(((string)tags[0].Value!, passages)));
        listener.Start();

        await EmbedAsync(1, "one", "two", "one");
        await EmbedAsync(2, "one", "zwei");

        Assert.Equal([("hit", 1), ("miss", 2), ("hit", 1), ("miss", 1)], _counted);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private EmbeddingModel Kept => new(Model, _generator, 0.5, 64) { CacheKey = "openai/small/2" };

    private PassageEmbedder Embedder => _services.GetRequiredService<PassageEmbedder>();

    private ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, string? (pair) => pair.Value))
            .AddInMemoryCollection([new("Directory", _directory)])
            .Build();
        return new ServiceCollection().AddLogging().AddMetrics().AddPipeline(configuration)
            .AddEmbeddedStores(configuration).BuildServiceProvider();
    }

    private Task<float[][]> EmbedAsync(long version, params string[] texts) =>
        EmbedAsync(_services, version, Kept, new EmbeddingCuts(Model), texts);

    private static async Task<float[][]> EmbedAsync(
        ServiceProvider services, long version, EmbeddingModel model, EmbeddingCuts cuts, params string[] texts)
    {
        IReadOnlyList<ReadOnlyMemory<float>> vectors = await services.GetRequiredService<PassageEmbedder>()
            .EmbedAsync(Job(version), model, [.. texts.Select(ChunkOf)], cuts, new Unwatched(), default);
        return [.. vectors.Select(vector => vector.ToArray())];
    }

    private static IngestionJob Job(long version) => new()
    {
        Index = Index,
        Document = new DocumentVersion("d", version),
        Content = new BlobId("t", "b"),
        Text = new BlobId("t", "text"),
        ContentType = "text/plain",
        Metadata = Metadata.Empty,
        Chunking = new ChunkingSettings(ChunkingStrategy.Recursive, 100, 0),
        Model = Model,
        Store = "embedded",
    };

    private static Chunk ChunkOf(string text, int ordinal) => new()
    {
        Id = default,
        Ordinal = ordinal,
        Text = text,
        IndexedText = text,
        Location = new ChunkLocation(null, null, 0, text.Length),
        Metadata = Metadata.Empty,
    };

    private sealed class Unwatched : IIngestionMonitor
    {
        public Task AdvanceAsync(IngestionStage stage, int done, int total, CancellationToken cancellationToken) =>
            Task.CompletedTask;

        public Task ReserveChunksAsync(IndexId index, int chunks, CancellationToken cancellationToken) =>
            Task.CompletedTask;

        public Task ReserveSpendingAsync(ModelUsage most, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task SettleAsync(ModelUsage? used) => Task.CompletedTask;
    }

    private sealed class FailingCache : IEmbeddingCache
    {
        private static readonly StoreException Away = new("unavailable", "The database is away.", isTransient: true);

        public Task<IReadOnlyDictionary<TextDigest, CachedEmbedding>> FindAsync(
            IndexId index,
            DocumentVersion document,
            string model,
            IReadOnlyCollection<TextDigest> texts,
            CancellationToken cancellationToken) => throw Away;

        public Task WriteAsync(
            IndexId index,
            DocumentVersion document,
            string model,
            IReadOnlyDictionary<TextDigest, CachedEmbedding> embeddings,
            CancellationToken cancellationToken) => throw Away;

        public Task PurgeAsync(
            IndexId index,
            string documentId,
            long upTo,
            long? keepVersion,
            CancellationToken cancellationToken) => throw Away;
    }
}
