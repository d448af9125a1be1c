using Rag.Benchmarks.Load;

namespace Rag.Benchmarks.Tests.Load;

public sealed class LoadCorpusTests
{
    [Fact]
    public void The_made_up_corpus_is_always_the_same_and_of_the_size_that_it_says()
    {
        LoadCorpus first = LoadCorpus.Make();
        LoadCorpus second = LoadCorpus.Make();

        Assert.Equal(100, first.Files.Count);
        Assert.Equal(200, first.Questions.Count);
        Assert.All(first.Files, file => Assert.InRange(file.Content.Length, 82_000, 84_000));
        Assert.Equal(first.Questions, second.Questions);
        Assert.Equal(first.Files[99].Content, second.Files[99].Content);
    }
}
