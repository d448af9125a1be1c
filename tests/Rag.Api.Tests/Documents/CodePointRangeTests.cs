using System.Text;
using Rag.Api.Documents;

namespace Rag.Api.Tests.Documents;

public sealed class CodePointRangeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(64)]
    public void The_cut_does_not_depend_on_where_blocks_end(int blockSize)
    {
        byte[] text = Encoding.UTF8.GetBytes("aß文\U0001f600z");

        for (int from = 0; from <= 5; from++)
        {
            for (int to = from; to <= 5; to++)
            {
                string[] runes = ["a", "ß", "文", "\U0001f600", "z"];
                Assert.Equal(string.Concat(runes[from..to]), Cut(text, blockSize, from, to));
            }
        }
    }

    private static string Cut(byte[] text, int blockSize, int from, int to)
    {
        var range = new CodePointRange(from, to);
        using var cut = new MemoryStream();
        foreach (byte[] block in text.Chunk(blockSize))
        {
            cut.Write(range.Cut(block).Span);
            if (range.IsPast) break;
        }

        return Encoding.UTF8.GetString(cut.ToArray());
    }
}
