using Rag.Pipeline;

namespace Rag.Stores.Embedded.Chunks;

/// <summary>The passages read last, up to a size. They never change under their key; one lock serves all of a
/// query's.</summary>
internal sealed class ChunkCache(long maxBytes)
{
    /// <summary>A passage's objects beside its characters, roughly.</summary>
    private const int EntrySizeBytes = 512;

    private readonly Dictionary<long, LinkedListNode<(long Key, StoredChunk Chunk)>> _nodes = [];
    private readonly LinkedList<(long Key, StoredChunk Chunk)> _byUse = new();
    private readonly Lock _gate = new();
    private long _bytes;

    /// <summary>Puts the kept ones of some passages at their places and leaves the others.</summary>
    public void Fill(ReadOnlySpan<VisiblePassageKey> wanted, StoredChunk?[] chunks)
    {
        lock (_gate)
        {
            foreach (VisiblePassageKey want in wanted)
            {
                if (!_nodes.TryGetValue(want.ChunkKey, out var node)) continue;
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                chunks[want.Place] = node.Value.Chunk;
            }
        }
    }

    /// <summary>Keeps a passage.</summary>
    public void Add(long key, StoredChunk chunk)
    {
        if (maxBytes == 0) return;
        lock (_gate)
        {
            if (_nodes.ContainsKey(key)) return;
            _nodes.Add(key, _byUse.AddFirst((key, chunk)));
            _bytes += SizeOf(chunk);
            while (_bytes > maxBytes && _byUse.Last is { } last) Remove(last);
        }
    }

    /// <summary>Forgets passages.</summary>
    public void Remove(IEnumerable<long> keys)
    {
        lock (_gate)
        {
            foreach (long key in keys)
            {
                if (_nodes.TryGetValue(key, out var node)) Remove(node);
            }
        }
    }

    private void Remove(LinkedListNode<(long Key, StoredChunk Chunk)> node)
    {
        _byUse.Remove(node);
        _nodes.Remove(node.Value.Key);
        _bytes -= SizeOf(node.Value.Chunk);
    }

    private static long SizeOf(StoredChunk chunk) => EntrySizeBytes
        + (2L * (chunk.Text.Length + (2 * chunk.Metadata.Json.Length) + (chunk.Location.Section?.Length ?? 0)));
}
