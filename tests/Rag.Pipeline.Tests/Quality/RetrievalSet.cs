using System.Text.Json;

namespace Rag.Pipeline.Tests.Quality;

/// <summary>A judged retrieval collection: passages, questions, and which passages answer which question.</summary>
internal sealed record RetrievalSet(
    IReadOnlyList<RetrievalSet.Passage> Passages,
    IReadOnlyList<RetrievalSet.Question> Questions,
    IReadOnlyDictionary<string, Dictionary<string, int>> Judgements)
{
    public static RetrievalSet Load(string name)
    {
        string folder = SharedData.Path("data", "retrieval", name);
        var judgements = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(Path.Combine(folder, "qrels.tsv")))
        {
            string[] cells = line.Split('\t', ' ');
            if (!judgements.TryGetValue(cells[0], out Dictionary<string, int>? judged))
                judgements[cells[0]] = judged = new(StringComparer.Ordinal);
            judged[cells[2]] = int.Parse(cells[3], System.Globalization.CultureInfo.InvariantCulture);
        }
        Passage[] passages = [.. Rows(Path.Combine(folder, "corpus.jsonl"))
            .Select(row => new Passage(Text(row, "_id"), Text(row, "title"), Text(row, "text")))
            .Where(passage => passage.IndexedText.Length > 0)];
        Question[] questions = [.. Rows(Path.Combine(folder, "queries.jsonl"))
            .Select(row => new Question(Text(row, "_id"), Text(row, "text"), Texts(row, "answers")))];
        return new RetrievalSet(passages, questions, judgements);
    }

    /// <summary>Mean nDCG@10 (linear gain) over the judged questions; a run gives passage ids, best first.</summary>
    public double NormalizedGainAt10(Func<Question, IEnumerable<string>> run)
    {
        double[] gains = [.. Questions
            .Where(question => Judgements.GetValueOrDefault(question.Id)?.Values.Any(grade => grade > 0) ?? false)
            .Select(question => Gain(Judgements[question.Id], run(question)))];
        return gains.Average();
    }

    private static double Gain(Dictionary<string, int> judged, IEnumerable<string> ranking)
    {
        double gain = ranking.Take(10)
            .Select((id, rank) => Math.Max(0, judged.GetValueOrDefault(id)) / Math.Log2(rank + 2)).Sum();
        double ideal = judged.Values.Where(grade => grade > 0).OrderDescending().Take(10)
            .Select((grade, rank) => grade / Math.Log2(rank + 2)).Sum();
        return gain / ideal;
    }

    private static IEnumerable<JsonElement> Rows(string path) =>
        File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonDocument.Parse(line).RootElement);

    private static string Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";

    private static string[] Texts(JsonElement row, string name) =>
        row.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(item => item.GetString()!)]
            : [];

    internal sealed record Passage(string Id, string Title, string Text)
    {
        public string IndexedText { get; } = $"{Title}\n\n{Text}".Trim();
    }

    internal sealed record Question(string Id, string Text, IReadOnlyList<string> Answers);
}
