using System.Text;
using Rag.Pipeline;
using Rag.Stores.Weaviate;

namespace Rag.Stores.Tests.Weaviate;

public sealed class WeaviateNamesTests
{
    [Theory]
    [InlineData("default", "docs", 1, "Rag_0default_0docs_01")]
    [InlineData("a", "b_c", 12, "Rag_0a_0b_1c_012")]
    [InlineData("a_b", "c", 12, "Rag_0a_1b_0c_012")]
    [InlineData("a-b", "c", 12, "Rag_0a_2b_0c_012")]
    [InlineData("A", "ä", 1, "Rag_0_341_0_3c3_3a4_01")]
    public void A_class_name_tells_its_index(string tenant, string collection, int generation, string name) =>
        Assert.Equal(name, WeaviateNames.Class("rag", new IndexId(tenant, collection, generation)));

    [Fact]
    public void Names_that_would_be_too_long_are_hashed_and_stay_apart()
    {
        string hyphens = new('-', 63);
        string[] names =
        [
            WeaviateNames.Class("rag", new IndexId(hyphens, hyphens, 1)),
            WeaviateNames.Class("rag", new IndexId(hyphens, hyphens, 2)),
            WeaviateNames.Class("rag", new IndexId(hyphens, hyphens[1..] + "_", 1)),
        ];

        Assert.All(names, name => Assert.Matches(@"\ARag_4[0-9a-f]{64}\z", name));
        Assert.Equal(3, names.Distinct().Count());
    }

    [Fact]
    public void No_two_keys_share_a_property_where_case_is_ignored()
    {
        string[] keys = ["a", "A", "_a", "a_a", "aA", "a.a", "a-a", "_A", "-a", ".a", "0a", "_0a", "_1", "_", "__"];

        string[] properties = [.. keys.Select(WeaviateNames.Number)];

        Assert.Equal(keys.Length, properties.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(properties, name => Assert.Matches(@"\An_[a-z0-9_]+\z", name));
    }

    [Fact]
    public void Integers_keep_their_order_as_texts()
    {
        long[] values = [long.MinValue, -1, 0, 1, 9_007_199_254_740_993, 9_007_199_254_740_994, long.MaxValue];

        Assert.Equal(values.Select(WeaviateNames.Ordered), values.Select(WeaviateNames.Ordered).Order());
        Assert.Equal("8000000000000001", WeaviateNames.Ordered(1));
    }

    [Fact]
    public void An_objects_id_is_the_chunks_and_back()
    {
        ChunkId chunk = ChunkId.Parse("0123456789abcdef0123456789abcdef");

        Assert.Equal("01234567-89ab-cdef-0123-456789abcdef", WeaviateNames.Object(chunk));
        Assert.True(WeaviateNames.TryChunk("01234567-89ab-cdef-0123-456789abcdef", out ChunkId back));
        Assert.Equal(chunk, back);
        Assert.False(WeaviateNames.TryChunk("nonsense", out _));
        Assert.False(WeaviateNames.TryChunk(null, out _));
    }

    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("a\"b\\", "\"a\\\"b\\\\\"")]
    [InlineData("\n\u0000\u007f", "\"\\u000a\\u0000\\u007f\"")]
    [InlineData("é😀\u2028", "\"é😀\u2028\"")]
    public void A_text_stays_inside_its_quotes(string text, string written)
    {
        var query = new StringBuilder();

        GraphQlText.Append(query, text);

        Assert.Equal(written, query.ToString());
    }

    [Fact]
    public void What_is_certain_is_never_sent()
    {
        Where test = Where.Number("n", "LessThan", 1);

        Assert.Same(Where.Never, Where.TextIn("s", []));
        Assert.Same(Where.Never, Where.All([test, Where.Never]));
        Assert.Same(Where.Always, Where.Any([test, Where.Always]));
        Assert.Same(test, Where.All([Where.Always, test]));
        Assert.Same(test, Where.Any([test, Where.Never]));
        Assert.Same(Where.Always, Where.Not(Where.Never));
        Assert.Same(Where.Never, Where.Not(Where.All([])));
    }
}
