namespace Rag.Pipeline.Retrieval;

/// <summary>Takes passages from the ranked candidates by <see cref="SelectionRules"/>.</summary>
internal static class Selection
{
    /// <summary>
    /// Resemblance of two texts' runs of three terms from which they count as one: copies with another date, edited
    /// boilerplate. Neighbouring chunks share a ninth of their text and stay far below.
    /// </summary>
    public const double NearDuplicate = 0.7;

    private const int RunLength = 3;

    /// <summary>At most <paramref name="topK"/> passages, in the order they are to be shown.</summary>
    public static List<Passage> Take(IReadOnlyList<Passage> ranked, SelectionRules rules, int topK)
    {
        IReadOnlyList<Passage> remaining = rules.Collapse ? DropNearDuplicates(ranked) : ranked;
        if (rules.Diversity > 0) remaining = Diversity.Order(
            remaining, rules.Diversity, rules.MaxPerDocument is null ? topK : remaining.Count);
        if (rules.MaxPerDocument is { } cap) remaining = Cap(remaining, cap, rules.IsCapSoft);
        return [.. remaining.Take(topK)];
    }

    private static List<Passage> DropNearDuplicates(IReadOnlyList<Passage> ranked)
    {
        var kept = new List<Passage>(ranked.Count);
        var sets = new List<TermSet>(ranked.Count);
        foreach (Passage passage in ranked)
        {
            var set = TermSet.Of(passage.Chunk.Text, RunLength);
            if (sets.Exists(better => better.Resemblance(set) >= NearDuplicate)) continue;
            kept.Add(passage);
            sets.Add(set);
        }

        return kept;
    }

    private static List<Passage> Cap(IReadOnlyList<Passage> ranked, int cap, bool isSoft)
    {
        var perDocument = new Dictionary<(IndexId, string), int>();
        var within = new List<Passage>(ranked.Count);
        var beyond = new List<Passage>();
        foreach (Passage passage in ranked)
        {
            (IndexId, string) document = (passage.Index, passage.Chunk.Document.DocumentId);
            int taken = perDocument.GetValueOrDefault(document);
            perDocument[document] = taken + 1;
            (taken < cap ? within : beyond).Add(passage);
        }

        if (isSoft) within.AddRange(beyond);
        return within;
    }
}
