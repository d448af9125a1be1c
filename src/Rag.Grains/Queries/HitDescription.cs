using Rag.Grains.Documents;
using Rag.Grains.Interfaces;
using Rag.Pipeline.Retrieval;

namespace Rag.Grains.Queries;

/// <summary>Found passages in the words of the contract.</summary>
internal static class HitDescription
{
    public static IReadOnlyList<Hit> Of(IReadOnlyList<Passage> passages)
    {
        var hits = new Hit[passages.Count];
        for (int i = 0; i < hits.Length; i++) hits[i] = Of(passages[i], i + 1);
        return hits;
    }

    private static Hit Of(Passage passage, int rank) => new()
    {
        Rank = rank,
        ChunkId = passage.Chunk.Id.ToString(),
        DocumentId = passage.Chunk.Document.DocumentId,
        Collection = passage.Index.Collection,
        Version = passage.Chunk.Document.Version,
        Title = passage.Chunk.Title,
        Author = passage.Chunk.Author,
        Text = passage.Chunk.Text,
        Score = passage.Score,
        Scores = new HitScores(passage.VectorScore, passage.KeywordScore, passage.FusedScore, passage.RerankScore),
        Location = ChunkDescription.Of(passage.Chunk.Location),
        Metadata = new RawJson(passage.Chunk.Metadata.Json),
        Context = passage.Context is { } context
            ? new HitContext(context.Text, context.CharStart, context.CharEnd)
            : null,
    };
}
