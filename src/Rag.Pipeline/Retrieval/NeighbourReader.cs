using System.Text;

namespace Rag.Pipeline.Retrieval;

/// <summary>Reads the chunks around a passage and joins them to one stretch of its document.</summary>
internal sealed class NeighbourReader(IChunkStore chunks)
{
    /// <summary>The passages with their context.</summary>
    /// <param name="passages">The passages.</param>
    /// <param name="reach">Chunks on each side, 1 or more.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<List<Passage>> ExpandAsync(
        IReadOnlyList<Passage> passages, int reach, CancellationToken cancellationToken)
    {
        var expanded = new List<Passage>(passages.Count);
        foreach (Passage passage in passages)
        {
            int first = Math.Max(0, passage.Chunk.Ordinal - reach);
            IReadOnlyList<StoredChunk> stretch = await chunks.ListAsync(
                passage.Index,
                passage.Chunk.Document.DocumentId,
                first,
                passage.Chunk.Ordinal + reach - first + 1,
                cancellationToken);
            // Another version may have become visible since the search: its text must not pass for this one's.
            bool isSameVersion = stretch.Any(chunk => chunk.Id == passage.Chunk.Id);
            expanded.Add(isSameVersion ? passage with { Context = Join(stretch) } : passage);
        }

        return expanded;
    }

    private static PassageContext Join(IReadOnlyList<StoredChunk> stretch)
    {
        var text = new StringBuilder();
        int end = stretch[0].Location.CharStart;
        foreach (StoredChunk chunk in stretch)
        {
            int overlap = end - chunk.Location.CharStart;
            if (overlap < 0) text.Append("\n\n");
            text.Append(WithoutStart(chunk.Text, overlap));
            end = Math.Max(end, chunk.Location.CharEnd);
        }

        return new PassageContext(text.ToString(), stretch[0].Location.CharStart, end);
    }

    /// <summary>A text without its first code points.</summary>
    private static ReadOnlySpan<char> WithoutStart(string text, int codePoints)
    {
        int position = 0;
        for (; codePoints > 0 && position < text.Length; codePoints--)
            position += char.IsSurrogatePair(text, position) ? 2 : 1;
        return text.AsSpan(position);
    }
}
