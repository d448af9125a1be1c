using Rag.Pipeline.Lexical;

namespace Rag.Pipeline.Tests.Lexical;

public sealed class TermCounterTests
{
    [Fact]
    public void Terms_are_counted_anew_for_each_text()
    {
        var counter = new TermCounter();
        var frequencies = new Dictionary<string, int>(StringComparer.Ordinal);
        counter.Count("an older text", frequencies);

        int length = counter.Count("Dogs and a dog, and the cat", frequencies);

        Assert.Equal(3, length);
        Assert.Equal(new Dictionary<string, int> { ["dog"] = 2, ["cat"] = 1 }, frequencies);
    }
}
