using Rag.Pipeline;
using Rag.Pipeline.Lexical;

namespace Rag.Stores.Tests;

/// <summary>The definition of keyword search, as slow and as plain as can be.</summary>
internal static class ReferenceBm25
{
    /// <summary>All matching chunks of the visible ones, best first, ties by id.</summary>
    public static List<ScoredChunk> Search(IReadOnlyCollection<Chunk> visible, string query)
    {
        List<string> asked = [.. TextAnalyzer.Analyze(query).Select(term => term.Text)];
        var documents = visible.ToDictionary(
            chunk => chunk.Id, chunk => TextAnalyzer.Analyze(chunk.IndexedText).Select(term => term.Text).ToList());
        double average = documents.Values.Average(terms => (double)terms.Count);
        var hits = new List<ScoredChunk>();
        foreach ((ChunkId id, List<string> terms) in documents)
        {
            double score = 0;
            foreach (IGrouping<string, string> term in asked.GroupBy(term => term))
            {
                int frequency = terms.Count(candidate => candidate == term.Key);
                if (frequency == 0) continue;
                int matching = documents.Values.Count(candidate => candidate.Contains(term.Key));
                score += term.Count() * Bm25.Idf(documents.Count, matching)
                    * Bm25.Saturation(frequency, terms.Count, average);
            }

            if (score > 0) hits.Add(new ScoredChunk(id, (float)score));
        }

        return [.. hits.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Id)];
    }
}
