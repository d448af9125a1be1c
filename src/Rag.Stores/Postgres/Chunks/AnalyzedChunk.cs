using Rag.Pipeline;
using Rag.Pipeline.Lexical;

namespace Rag.Stores.Postgres.Chunks;

/// <summary>A passage with its terms.</summary>
/// <param name="Chunk">The passage.</param>
/// <param name="Length">Terms in it, each occurrence counted.</param>
/// <param name="Terms">The different terms.</param>
/// <param name="Frequencies">How often each stands there.</param>
internal sealed record AnalyzedChunk(Chunk Chunk, int Length, string[] Terms, int[] Frequencies)
{
    /// <summary>Analyses what is indexed of passages.</summary>
    public static AnalyzedChunk[] Of(IReadOnlyList<Chunk> chunks)
    {
        var counter = new TermCounter();
        var frequencies = new Dictionary<string, int>(StringComparer.Ordinal);
        var analyzed = new AnalyzedChunk[chunks.Count];
        for (int i = 0; i < analyzed.Length; i++)
        {
            int length = counter.Count(chunks[i].IndexedText, frequencies);
            analyzed[i] = new AnalyzedChunk(chunks[i], length, [.. frequencies.Keys], [.. frequencies.Values]);
        }

        return analyzed;
    }
}
