namespace Rag.Pipeline.Retrieval;

/// <summary>
/// Maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998): the next passage is the one with the greatest
/// <c>(1 − d) · relevance − d · likeness</c>, where relevance is the score, min-max normalised within the candidates,
/// and likeness the greatest cosine of its distinct terms with those of a passage already taken.
/// </summary>
internal static class Diversity
{
    /// <summary>The first <paramref name="count"/> of the new order; the choice never depends on the count.</summary>
    public static List<Passage> Order(IReadOnlyList<Passage> ranked, double diversity, int count)
    {
        if (ranked.Count == 0) return [];
        double least = ranked.Min(passage => passage.Score);
        double range = ranked.Max(passage => passage.Score) - least;
        TermSet[] sets = [.. ranked.Select(passage => TermSet.Of(passage.Chunk.Text, runLength: 1))];
        var likeness = new double[ranked.Count];
        var open = Enumerable.Range(0, ranked.Count).ToList();
        var ordered = new List<Passage>(Math.Min(count, ranked.Count));
        while (open.Count > 0 && ordered.Count < count)
        {
            int next = open.MaxBy(i => ((1 - diversity) * Relevance(i)) - (diversity * likeness[i]));
            open.Remove(next);
            ordered.Add(ranked[next]);
            foreach (int other in open) likeness[other] = Math.Max(likeness[other], sets[next].Cosine(sets[other]));
        }

        return ordered;

        double Relevance(int i) => range > 0 ? (ranked[i].Score - least) / range : 1;
    }
}
