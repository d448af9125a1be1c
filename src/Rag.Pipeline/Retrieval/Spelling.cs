using System.Runtime.InteropServices;
using Rag.Pipeline.Lexical;

namespace Rag.Pipeline.Retrieval;

/// <summary>
/// Words that no passage has are taken for slips of the hand, and a word with <c>*</c> behind it for a beginning: both
/// are searched as those words of the collections that may be meant. Where a question needs neither, it stays as it is.
/// </summary>
internal sealed class Spelling(IChunkStore chunks)
{
    /// <summary>What a word that is perhaps meant counts beside one that was written.</summary>
    private const double WeightOfReplacement = 0.5;

    /// <summary>Words that replace one.</summary>
    private const int MaxReplacements = 3;

    /// <summary>Words of a question that are replaced; a text with more is in another language.</summary>
    private const int MaxReplaced = 4;

    /// <summary>Words that a beginning stands for, the most frequent.</summary>
    private const int MaxOfPrefix = 50;

    private const int MinPrefixLength = 2;

    /// <summary>The query of each collection.</summary>
    /// <param name="targets">The collections.</param>
    /// <param name="query">The question.</param>
    /// <param name="warnings">Receives what was replaced.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<KeywordQuery[]> CorrectAsync(
        IReadOnlyList<RetrievalTarget> targets,
        KeywordQuery query,
        ICollection<string> warnings,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<Term> terms = TextAnalyzer.Analyze(query.Text);
        Dictionary<string, Term> unknown = await FindUnknownAsync(targets, terms, query.Text, cancellationToken);
        Term[] beginnings = [.. terms.Where(term => IsBeginning(query.Text, term))];
        var queries = new KeywordQuery[targets.Count];
        Array.Fill(queries, query);
        if (unknown.Count is 0 or > MaxReplaced && beginnings.Length == 0) return queries;
        if (unknown.Count > MaxReplaced) unknown.Clear();
        var replaced = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        for (int i = 0; i < queries.Length; i++)
        {
            var weights = new Dictionary<string, double>(StringComparer.Ordinal);
            foreach (Term term in terms) Add(weights, term.Text, 1);
            foreach (Term beginning in beginnings)
            {
                var pattern = new TermPattern(WordOf(query.Text, beginning), null, MaxOfPrefix);
                foreach (FoundTerm found in await chunks.FindTermsAsync(targets[i].Index, pattern, cancellationToken))
                    weights.TryAdd(found.Term, 1);
            }

            foreach (Term slip in unknown.Values)
            {
                string word = WordOf(query.Text, slip);
                foreach (FoundTerm found in await FindNearAsync(targets[i].Index, slip.Text, word, cancellationToken))
                {
                    Add(weights, found.Term, WeightOfReplacement);
                    if (!replaced.TryGetValue(word, out SortedSet<string>? words)) replaced[word] = words = [];
                    words.Add(found.Term);
                }
            }

            queries[i] = query with { Terms = [.. weights.Select(pair => new WeightedTerm(pair.Key, pair.Value))] };
        }

        foreach ((string word, SortedSet<string> words) in replaced)
            warnings.Add($"'{word}' is in no passage; searched were words like it: {string.Join(", ", words)}.");
        return queries;
    }

    /// <summary>A word that one collection knows is none that somebody misspelled.</summary>
    private async Task<Dictionary<string, Term>> FindUnknownAsync(
        IReadOnlyList<RetrievalTarget> targets,
        IReadOnlyList<Term> terms,
        string text,
        CancellationToken cancellationToken)
    {
        var unknown = new Dictionary<string, Term>(StringComparer.Ordinal);
        foreach (Term term in terms)
        {
            if (MayBeSlip(WordOf(text, term), term) && !IsBeginning(text, term)) unknown.TryAdd(term.Text, term);
        }

        for (int i = 0; i < targets.Count && unknown.Count > 0; i++)
        {
            IReadOnlyList<string> missing = await chunks.FindUnknownTermsAsync(
                targets[i].Index, [.. unknown.Keys], cancellationToken);
            foreach (string known in unknown.Keys.Except(missing).ToList()) unknown.Remove(known);
        }

        return unknown;
    }

    private async Task<IEnumerable<FoundTerm>> FindNearAsync(
        IndexId index, string term, string word, CancellationToken cancellationToken)
    {
        var pattern = new TermPattern(term, EditDistance.AllowedFor(word.Length), MaxReplacements);
        IReadOnlyList<FoundTerm> near = await chunks.FindTermsAsync(index, pattern, cancellationToken);
        return near.Where(found => found.Slips == near[0].Slips);
    }

    /// <summary>Numbers and names with digits are right or wrong, and a pair of characters is no word.</summary>
    private static bool MayBeSlip(string word, Term term) =>
        EditDistance.AllowedFor(word.Length) > 0 && term.Text.Length >= 3 && word.All(char.IsLetter)
        && CharacterClasses.Of(word, 0, out _) == CharacterClass.Letter;

    private static bool IsBeginning(string text, Term term) =>
        term.End < text.Length && text[term.End] == '*' && term.End - term.Start >= MinPrefixLength;

    private static string WordOf(string text, Term term) => text[term.Start..term.End].ToLowerInvariant();

    private static void Add(Dictionary<string, double> weights, string term, double weight) =>
        CollectionsMarshal.GetValueRefOrAddDefault(weights, term, out _) += weight;
}
