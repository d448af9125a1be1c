using Microsoft.Extensions.Options;
using Rag.Pipeline.Answering;
using Rag.Pipeline.Tests.Suggesting;

namespace Rag.Pipeline.Tests.Answering;

public sealed class AnswerCacheTests
{
    private readonly ManualClock _time = new();

    [Fact]
    public void What_was_not_asked_for_longest_is_forgotten_first()
    {
        // An entry takes 400 bytes and two for each character.
        AnswerCache cache = Of(1_000);
        cache.Keep("a", Answer("first"));
        cache.Keep("b", Answer("second"));
        cache.Find("a");

        cache.Keep("c", Answer("third"));

        Assert.Equal("first", cache.Find("a")?.Text);
        Assert.Null(cache.Find("b"));
        Assert.Equal("third", cache.Find("c")?.Text);
    }

    [Fact]
    public void One_that_is_larger_than_the_memory_is_not_kept()
    {
        AnswerCache cache = Of(1_000);
        cache.Keep("a", Answer(new string('x', 301)));

        Assert.Null(cache.Find("a"));
    }

    [Fact]
    public void After_its_lifetime_it_is_forgotten_and_its_memory_is_free()
    {
        AnswerCache cache = Of(1_000);
        cache.Keep("a", Answer("first"));
        _time.Advance(TimeSpan.FromSeconds(3_601));

        Assert.Null(cache.Find("a"));
        cache.Keep("b", Answer("second"));
        cache.Keep("c", Answer("third"));
        Assert.NotNull(cache.Find("b"));
    }

    private AnswerCache Of(long maxBytes) =>
        new(Options.Create(new AnswerCacheOptions { MaxBytes = maxBytes }), _time);

    private static KeptAnswer Answer(string text) => new(text, "model", "stop");
}
