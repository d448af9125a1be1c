using System.Globalization;
using System.Text.Json;

namespace Rag.Benchmarks.Quality;

/// <summary>
/// Documents, questions and judgements in the usual three files: <c>corpus.jsonl</c> (<c>_id, title, text</c>),
/// <c>queries.jsonl</c> (<c>_id, text</c>) and <c>qrels.tsv</c> (BEIR's three columns or TREC's four).
/// </summary>
internal sealed record RetrievalSet(
    IReadOnlyList<RetrievalDocument> Documents,
    IReadOnlyDictionary<string, string> Queries,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Judgements)
{
    /// <summary>Whether a folder holds such a set.</summary>
    public static bool IsIn(string directory) => File.Exists(Path.Combine(directory, "corpus.jsonl"));

    /// <summary>Reads the folder; documents without text are left out, since nothing can be found in them.</summary>
    public static RetrievalSet Read(string directory) => new(
        [.. ReadDocuments(Path.Combine(directory, "corpus.jsonl"))],
        ReadJsonLines(Path.Combine(directory, "queries.jsonl"))
            .ToDictionary(query => Text(query, "_id")!, query => Text(query, "text")!),
        ReadJudgements(File.ReadLines(Path.Combine(directory, "qrels.tsv"))));

    /// <summary>Reads judgements: question id -> document id -> gain.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> ReadJudgements(
        IEnumerable<string> lines)
    {
        Dictionary<string, IReadOnlyDictionary<string, int>> judgements = [];
        foreach (string line in lines)
        {
            string[] parts = line.Split(
                line.Contains('\t', StringComparison.Ordinal) ? '\t' : ' ', StringSplitOptions.TrimEntries);
            if (parts.Length < 3 || parts[0] is "query-id" or "qid") continue;
            (string document, string gain) = parts.Length >= 4 ? (parts[2], parts[3]) : (parts[1], parts[2]);
            if (!judgements.TryGetValue(parts[0], out IReadOnlyDictionary<string, int>? of))
                judgements[parts[0]] = of = new Dictionary<string, int>();
            ((Dictionary<string, int>)of)[document] = (int)double.Parse(gain, CultureInfo.InvariantCulture);
        }

        return judgements;
    }

    /// <summary>The objects of a file of JSON lines.</summary>
    public static IEnumerable<JsonElement> ReadJsonLines(string path) => File.ReadLines(path)
        .Where(line => !string.IsNullOrWhiteSpace(line))
        .Select(line => JsonElement.Parse(line));

    private static IEnumerable<RetrievalDocument> ReadDocuments(string path) =>
        from document in ReadJsonLines(path)
        let text = Text(document, "text")
        where !string.IsNullOrWhiteSpace(text)
        select new RetrievalDocument(Text(document, "_id")!, Text(document, "title"), text);

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
}
