using System.Globalization;
using Rag.Pipeline.Models;

namespace Rag.Pipeline.Ingestion;

/// <summary>Remembers which chunks were longer than the embedding model reads, for the document's warnings.</summary>
internal sealed class EmbeddingCuts(EmbeddingModelId model)
{
    /// <summary>Ordinals named in the warning; a document of long chunks has as many as it has chunks.</summary>
    private const int MaxNamed = 5;

    private readonly List<int> _ordinals = [];

    /// <summary>One sentence, or none.</summary>
    public IEnumerable<string> Warnings
    {
        get
        {
            if (_ordinals.Count == 0) yield break;
            string named = string.Join(", ", _ordinals.Take(MaxNamed).Order());
            string more = _ordinals.Count > MaxNamed ? ", …" : "";
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{_ordinals.Count} chunks are longer than the embedding model '{model}' reads; their vectors stand " +
                $"for their beginnings only (chunks {named}{more}). Smaller chunks avoid that.");
        }
    }

    /// <summary>Looks at the embeddings of a batch, one a chunk.</summary>
    public void Observe(IReadOnlyList<Chunk> chunks, IReadOnlyList<CachedEmbedding> embeddings)
    {
        for (int i = 0; i < chunks.Count; i++)
        {
            if (embeddings[i].KeptCharacters is not null) _ordinals.Add(chunks[i].Ordinal);
        }
    }
}
