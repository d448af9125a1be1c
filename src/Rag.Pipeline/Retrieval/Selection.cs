namespace Rag.Pipeline.Retrieval;

/// <summary>
/// Takes passages from the ranked candidates by <see cref="SelectionRules"/>. It is given them in order, the best
/// first, until it is full: comparing texts costs far more than finding them (40 ms for the 200 candidates of a
/// question), and an answer needs five.
/// </summary>
internal sealed class Selection(SelectionRules rules, int topK)
{
    /// <summary>
    /// Resemblance of two texts' runs of three terms from which they count as one: copies with another date, edited
    /// boilerplate. Neighbouring chunks share a ninth of their text and stay far below.
    /// </summary>
    public const double NearDuplicate = 0.7;

    private const int RunLength = 3;

    private readonly List<Passage> _kept = [];
    private readonly List<TermSet> _sets = [];
    private readonly Dictionary<(IndexId, string), int> _perDocument = [];
    private int _within;

    /// <summary>Whether no further candidate can change what is taken; diversity weighs all of them.</summary>
    public bool IsFull => rules.Diversity == 0 && _within >= topK;

    /// <summary>At most <paramref name="topK"/> passages, in the order they are to be shown.</summary>
    public static List<Passage> Take(IReadOnlyList<Passage> ranked, SelectionRules rules, int topK)
    {
        var selection = new Selection(rules, topK);
        selection.Add(ranked);
        return selection.Take();
    }

    /// <summary>Takes note of the next candidates until it is full.</summary>
    public void Add(IReadOnlyList<Passage> next)
    {
        foreach (Passage passage in next)
        {
            if (IsFull) return;
            if (rules.Collapse && !IsNew(passage)) continue;
            _kept.Add(passage);
            if (CountOf(_perDocument, passage) <= (rules.MaxPerDocument ?? int.MaxValue)) _within++;
        }
    }

    /// <summary>What the rules leave of the candidates so far.</summary>
    public List<Passage> Take()
    {
        List<Passage> remaining = _kept;
        if (rules.Diversity > 0) remaining = Diversity.Order(
            remaining, rules.Diversity, rules.MaxPerDocument is null ? topK : remaining.Count);
        if (rules.MaxPerDocument is { } cap) remaining = Cap(remaining, cap, rules.IsCapSoft);
        return [.. remaining.Take(topK)];
    }

    private bool IsNew(Passage passage)
    {
        var set = TermSet.Of(passage.Chunk.Text, RunLength);
        if (_sets.Exists(better => better.Resemblance(set) >= NearDuplicate)) return false;
        _sets.Add(set);
        return true;
    }

    private static List<Passage> Cap(List<Passage> ranked, int cap, bool isSoft)
    {
        var perDocument = new Dictionary<(IndexId, string), int>();
        var within = new List<Passage>(ranked.Count);
        var beyond = new List<Passage>();
        foreach (Passage passage in ranked) (CountOf(perDocument, passage) <= cap ? within : beyond).Add(passage);
        if (isSoft) within.AddRange(beyond);
        return within;
    }

    /// <summary>Counts a passage of its document, itself included.</summary>
    private static int CountOf(Dictionary<(IndexId, string), int> perDocument, Passage passage)
    {
        (IndexId, string) document = (passage.Index, passage.Chunk.Document.DocumentId);
        return perDocument[document] = perDocument.GetValueOrDefault(document) + 1;
    }
}
