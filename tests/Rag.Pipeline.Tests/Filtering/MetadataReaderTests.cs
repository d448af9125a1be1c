using Rag.Pipeline.Filtering;

namespace Rag.Pipeline.Tests.Filtering;

public sealed class MetadataReaderTests
{
    [Fact]
    public void Metadata_become_canonical_json_without_nulls_and_with_ascending_keys()
    {
        Assert.True(MetadataReader.TryRead(
            """{ "b": [ "x" ], "a": "ä/\"", "none": null, "n": 1.50, "t": true }""", out Metadata? metadata, out _));

        Assert.Equal("""{"a":"ä/\"","b":["x"],"n":1.5,"t":true}""", metadata.Json);
        Assert.Equal(metadata.Json, MetadataReader.Read(metadata.Json).Json);
        Assert.False(metadata.ContainsKey("none"));
    }

    [Theory]
    [InlineData("""{"a":{"b":1}}""", "'a'")]
    [InlineData("""{"a":[1]}""", "list of strings")]
    [InlineData("""{"a b":1}""", "A-Za-z0-9_.-")]
    [InlineData("""{"":1}""", "A-Za-z0-9_.-")]
    [InlineData("""{"a":1,"a":2}""", "twice")]
    [InlineData("""{"a":9007199254740993}""", "2^53")]
    [InlineData("""{"a":-9223372036854775808}""", "2^53")]
    [InlineData("""{"a":1e999}""", "range of doubles")]
    [InlineData("""[]""", "object")]
    [InlineData("""{"a":""", "not JSON")]
    public void Wrong_metadata_are_told_what_is_wrong(string json, string expected)
    {
        Assert.False(MetadataReader.TryRead(json, out _, out string? problem));

        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_to_the_53_is_the_largest_integer()
    {
        Assert.True(MetadataReader.TryRead("""{"a":9007199254740992,"b":-9007199254740992}""", out _, out _));
    }

    [Fact]
    public void Too_many_keys_and_too_many_bytes_are_refused()
    {
        string keys = "{" + string.Join(",", Enumerable.Range(0, 65).Select(i => $"\"k{i}\":1")) + "}";
        string bytes = $$"""{"a":"{{new string('x', 16_384)}}"}""";

        Assert.False(MetadataReader.TryRead(keys, out _, out string? tooMany));
        Assert.False(MetadataReader.TryRead(bytes, out _, out string? tooLarge));
        Assert.Contains("65 keys", tooMany, StringComparison.Ordinal);
        Assert.Contains("16,384", tooLarge, StringComparison.Ordinal);
    }

    [Fact]
    public void The_chunk_lays_its_own_pairs_over_the_documents()
    {
        Metadata overlaid = MetadataReader.Overlay(
            MetadataReader.Read("""{"a":1,"b":2}"""), MetadataReader.Read("""{"b":"own"}"""));

        Assert.Equal("""{"a":1,"b":"own"}""", overlaid.Json);
    }
}
