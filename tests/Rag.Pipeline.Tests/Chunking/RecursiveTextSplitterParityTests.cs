using Rag.Pipeline.Chunking;
using Rag.Pipeline.Parsing;
using Rag.Pipeline.Tests.Quality;

namespace Rag.Pipeline.Tests.Chunking;

public sealed class RecursiveTextSplitterParityTests
{
    private static readonly (int Size, int Overlap)[] Cuts =
        [(50, 0), (200, 40), (400, 0), (800, 100), (1000, 200), (1600, 0)];

    [Fact]
    public async Task Real_text_is_cut_as_by_the_original()
    {
        string[] texts = [.. new[] { "claude-docs", "xquad-zh", "xquad-hi", "xquad-de" }
            .SelectMany(name => RetrievalSet.Load(name).Passages)
            .Select(passage => passage.IndexedText)
            .Concat(Directory.GetFiles(SharedData.Path("data", "retrieval", "chroma-chunking", "corpora"))
                .Select(File.ReadAllText))];

        await AssertParityAsync([.. texts.SelectMany(text => Cuts, (text, cut) =>
            new LangChain.Job(text, cut.Size, cut.Overlap))]);
    }

    [Fact]
    public async Task Odd_text_is_cut_as_by_the_original()
    {
        var random = new Random(20260102);
        string[] pieces =
            ["\n", "\n\n", " ", "a", "word", "\t", "\u00a0", "\u0085", "\ufeff", "é", "漢", ". ", "#", "\u200b"];
        IEnumerable<LangChain.Job> jobs = Enumerable.Range(0, 2_000).Select(_ => new LangChain.Job(
            string.Concat(random.GetItems(pieces, random.Next(400))),
            random.Next(50, 90),
            random.Next(0, 50),
            random.Next(3) == 0 ? ["\n\n", "#", ". ", " ", ""] : null));

        await AssertParityAsync([.. jobs]);
    }

    private static async Task AssertParityAsync(IReadOnlyList<LangChain.Job> jobs)
    {
        IReadOnlyList<string[]> expected = await LangChain.SplitAsync(jobs);
        var splitter = new RecursiveTextSplitter();
        for (int index = 0; index < jobs.Count; index++)
        {
            string text = jobs[index].Text;
            Assert.Equal(
                expected[index],
                splitter.Split(new ParsedDocument { Text = text }, jobs[index].Settings)
                    .Select(span => text[span.Start..span.End]));
        }
    }
}
