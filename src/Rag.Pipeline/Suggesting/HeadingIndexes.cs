using System.Collections.Concurrent;

namespace Rag.Pipeline.Suggesting;

/// <summary>The titles and headings of the collections in use, in memory.</summary>
internal sealed class HeadingIndexes(IChunkStore chunks, SuggestionOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<IndexId, ResidentHeadings> _residents = new();

    /// <summary>Those of an index, perhaps of a moment ago.</summary>
    /// <exception cref="StoreException">They could not be read.</exception>
    public Task<HeadingIndex> GetAsync(IndexId index, CancellationToken cancellationToken)
    {
        ResidentHeadings resident = _residents.GetOrAdd(
            index, index => new ResidentHeadings(() => ReadAsync(index), time));
        return resident.GetAsync(options.RefreshInterval, cancellationToken);
    }

    private async Task<HeadingIndex> ReadAsync(IndexId index)
    {
        try
        {
            HeadingIndex found = HeadingIndex.Of(
                await chunks.ListHeadingsAsync(index, options.MaxHeadings, CancellationToken.None));
            LetGo();
            return found;
        }
        catch (StoreException)
        {
            // An index that was dropped must not leave an entry behind.
            _residents.TryRemove(index, out _);
            throw;
        }
    }

    private void LetGo()
    {
        long limit = options.MemoryMegabytes * 1024L * 1024L;
        long total = 0;
        foreach ((IndexId index, ResidentHeadings resident) in
            _residents.OrderByDescending(pair => pair.Value.LastUsed))
        {
            total += resident.SizeBytes;
            if (total > limit) _residents.TryRemove(index, out _);
        }
    }
}
