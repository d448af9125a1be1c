using Rag.Pipeline.Filtering;
using Rag.Pipeline.Ingestion;
using Rag.Pipeline.Models;

namespace Rag.Pipeline.Tests.Ingestion;

public sealed class EmbeddingCutsTests
{
    private static readonly EmbeddingModelId Model = new("openai", "all-minilm-l6-v2", 384);
    private static readonly CachedEmbedding Whole = new(new float[1], null);
    private static readonly CachedEmbedding Cut = new(new float[1], 10);

    [Fact]
    public void Chunks_that_were_read_whole_are_no_warning()
    {
        var cuts = new EmbeddingCuts(Model);

        cuts.Observe([ChunkOf(0), ChunkOf(1)], [Whole, Whole]);

        Assert.Empty(cuts.Warnings);
    }

    [Fact]
    public void Chunks_that_were_cut_are_counted_and_the_first_are_named()
    {
        var cuts = new EmbeddingCuts(Model);

        cuts.Observe([ChunkOf(0), ChunkOf(1)], [Whole, Cut]);
        cuts.Observe([.. Enumerable.Range(2, 6).Select(ChunkOf)], [.. Enumerable.Range(0, 6).Select(_ => Cut)]);

        Assert.Equal(
            "7 chunks are longer than the embedding model 'openai/all-minilm-l6-v2/384' reads; their vectors stand " +
            "for their beginnings only (chunks 1, 2, 3, 4, 5, …). Smaller chunks avoid that.",
            Assert.Single(cuts.Warnings));
    }

    private static Chunk ChunkOf(int ordinal) => new()
    {
        Id = default,
        Ordinal = ordinal,
        Text = "text",
        IndexedText = "text",
        Location = new ChunkLocation(null, null, 0, 4),
        Metadata = Metadata.Empty,
    };
}
