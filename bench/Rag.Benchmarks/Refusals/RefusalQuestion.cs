using System.Text.Json;
using Rag.Benchmarks.Quality;

namespace Rag.Benchmarks.Refusals;

/// <summary>A question, what answers it, and where.</summary>
/// <param name="Text">The question.</param>
/// <param name="GoldAnswers">Answers that count as right; none if the set has none.</param>
/// <param name="Articles">The articles that hold an answer.</param>
internal sealed record RefusalQuestion(
    string Text, IReadOnlyList<string> GoldAnswers, IReadOnlyList<string> Articles)
{
    /// <summary>Reads <c>queries.jsonl</c> (with <c>answers</c>, if there are some) and <c>qrels.tsv</c>.</summary>
    public static IReadOnlyList<RefusalQuestion> ReadAll(string directory)
    {
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> judgements =
            RetrievalSet.ReadJudgements(File.ReadLines(Path.Combine(directory, "qrels.tsv")));
        return
        [
            .. from query in RetrievalSet.ReadJsonLines(Path.Combine(directory, "queries.jsonl"))
               where judgements.ContainsKey(query.GetProperty("_id").GetString()!)
               select new RefusalQuestion(
                   query.GetProperty("text").GetString()!,
                   query.TryGetProperty("answers", out JsonElement answers)
                       ? [.. answers.EnumerateArray().Select(answer => answer.GetString()!)]
                       : [],
                   [
                       .. judgements[query.GetProperty("_id").GetString()!].Where(pair => pair.Value > 0)
                           .Select(pair => ArticleOf(pair.Key)).Distinct(),
                   ]),
        ];
    }

    /// <summary>The article that a document is a passage of: its id up to a <c>#</c>.</summary>
    public static string ArticleOf(string documentId) => documentId.Split('#')[0];

    /// <summary>Whether an answer holds a gold answer; case and white space do not count.</summary>
    public bool IsAnsweredBy(string answer) =>
        GoldAnswers.Any(gold => Folded(answer).Contains(Folded(gold), StringComparison.Ordinal));

    private static string Folded(string text) =>
        string.Concat(text.ToUpperInvariant().Where(character => !char.IsWhiteSpace(character)));
}
