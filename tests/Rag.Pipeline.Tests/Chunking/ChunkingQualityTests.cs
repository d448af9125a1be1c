using System.Text.Json;
using Rag.Pipeline.Chunking;
using Rag.Pipeline.Filtering;
using Rag.Pipeline.Parsing;
using Rag.Pipeline.Tests.Quality;

namespace Rag.Pipeline.Tests.Chunking;

public sealed class ChunkingQualityTests
{
    [Fact]
    public void The_default_chunks_bring_back_the_marked_passages()
    {
        string folder = SharedData.Path("data", "retrieval", "chroma-chunking");
        var chunks = new List<(string Corpus, Chunk Chunk)>();
        foreach (string path in Directory.GetFiles(Path.Combine(folder, "corpora")))
        {
            string corpus = Path.GetFileNameWithoutExtension(path);
            var parsed = new ParsedDocument { Text = File.ReadAllText(path) };
            chunks.AddRange(DocumentChunker.CreateDefault()
                .Chunk(new("t", "c", 1), new(corpus, 1), parsed, null, Metadata.Empty, ChunkingDefaults.Settings)
                .Select(chunk => (corpus, chunk)));
        }
        var index = new KeywordIndex(chunks.Select(chunk => chunk.Chunk.IndexedText));

        double[] recalls = [.. File.ReadLines(Path.Combine(folder, "questions.jsonl")).Select(line =>
        {
            JsonElement question = JsonDocument.Parse(line).RootElement;
            string corpus = question.GetProperty("corpus").GetString()!;
            return Recall(
                [.. question.GetProperty("refs").EnumerateArray()
                    .Select(pair => (pair[0].GetInt32(), pair[1].GetInt32()))],
                [.. index.Search(question.GetProperty("text").GetString()!, limit: 5)
                    .Select(hit => chunks[hit.Text]).Where(chunk => chunk.Corpus == corpus)
                    .Select(chunk => chunk.Chunk.Location)]);
        })];

        double recall = recalls.Average();
        TestContext.Current.TestOutputHelper!.WriteLine($"recall@5 {recall:f4}");
        Assert.True(recall >= .858, $"recall@5 is {recall:f4}, the floor .858");
    }

    private static double Recall(List<(int Start, int End)> marked, List<ChunkLocation> found)
    {
        var positions = marked.SelectMany(span => Enumerable.Range(span.Start, span.End - span.Start)).ToHashSet();
        double hit = positions.Count(at => found.Any(chunk => chunk.CharStart <= at && at < chunk.CharEnd));
        return hit / marked.Sum(span => span.End - span.Start);
    }
}
