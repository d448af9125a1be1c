using System.Text.Json;
using Rag.Pipeline.Filtering;

namespace Rag.Pipeline.Tests.Filtering;

public sealed class FilterReaderTests
{
    [Theory]
    [InlineData("""{"type":"eq","key":"year","value":2024}""", """{"year":2024}""", true)]
    [InlineData("""{"type":"eq","key":"year","value":2024.0}""", """{"year":2024}""", true)]
    [InlineData("""{"type":"eq","key":"year","value":"2024"}""", """{"year":2024}""", false)]
    [InlineData("""{"type":"eq","key":"n","value":-0.0}""", """{"n":0}""", true)]
    [InlineData("""{"type":"eq","key":"tag","value":"a"}""", """{"tag":["b","a"]}""", true)]
    [InlineData("""{"type":"eq","key":"name","value":"A"}""", """{"name":"a"}""", false)]
    [InlineData("""{"type":"eq","key":"name","value":""}""", """{"name":""}""", true)]
    [InlineData("""{"type":"eq","key":"name","value":""}""", "{}", false)]
    [InlineData("""{"type":"ne","key":"name","value":"a"}""", "{}", true)]
    [InlineData("""{"type":"ne","key":"name","value":"a"}""", """{"name":["a"]}""", false)]
    [InlineData("""{"type":"in","key":"n","value":["x",3,true]}""", """{"n":3}""", true)]
    [InlineData("""{"type":"in","key":"n","value":[]}""", """{"n":3}""", false)]
    [InlineData("""{"type":"nin","key":"n","value":[]}""", "{}", true)]
    [InlineData("""{"type":"gt","key":"n","value":2}""", """{"n":3}""", true)]
    [InlineData("""{"type":"gt","key":"n","value":2}""", """{"n":"3"}""", false)]
    [InlineData("""{"type":"lte","key":"day","value":"2026-01-31"}""", """{"day":"2026-01-31T00:00:00Z"}""", true)]
    [InlineData("""{"type":"lt","key":"day","value":"2026-01-31T01:00:00+01:00"}""", """{"day":"2026-01-31"}""", false)]
    [InlineData("""{"type":"lt","key":"day","value":"2026-02-01"}""", """{"day":"yesterday"}""", false)]
    [InlineData("""{"type":"contains","key":"tags","value":"a"}""", """{"tags":["a"]}""", true)]
    [InlineData("""{"type":"contains","key":"tags","value":"a"}""", """{"tags":"a"}""", false)]
    [InlineData("""{"type":"exists","key":"tags","value":true}""", """{"tags":[]}""", true)]
    [InlineData("""{"type":"exists","key":"tags","value":false}""", """{"other":1}""", true)]
    [InlineData("""{"department_id":"d7"}""", """{"department_id":"d7"}""", true)]
    [InlineData("""{"department_id":["d6","d7"],"year":2024}""", """{"department_id":"d7","year":2024}""", true)]
    [InlineData("""{"department_id":"d7","year":2023}""", """{"department_id":"d7","year":2024}""", false)]
    [InlineData("""{"type":"report"}""", """{"type":"report"}""", true)]
    [InlineData("""{"type":"not","filters":[{"a":1}]}""", """{"a":2}""", true)]
    [InlineData("""{"type":"or","filters":[{"a":1},{"b":1}]}""", """{"b":1}""", true)]
    [InlineData("""{"type":"and","filters":[{"a":1},{"b":1}]}""", """{"b":1}""", false)]
    public void A_filter_means_the_same_everywhere(string filter, string metadata, bool expected)
    {
        Assert.True(FilterReader.TryRead(filter, out Filter? read, out string? problem), problem);

        Assert.Equal(expected, read!.Matches(MetadataReader.Read(metadata)));
    }

    [Theory]
    [InlineData("""{"type":"like","key":"a","value":1}""", "like")]
    [InlineData("""{"type":"eq","key":"a"}""", "no 'value'")]
    [InlineData("""{"type":"eq","key":"a","value":["x"]}""", "Array")]
    [InlineData("""{"type":"eq","key":"a","value":null}""", "Null")]
    [InlineData("""{"type":"eq","key":"a b","value":1}""", "a b")]
    [InlineData("""{"type":"gt","key":"a","value":"soon"}""", "RFC 3339")]
    [InlineData("""{"type":"exists","key":"a","value":"yes"}""", "true or false")]
    [InlineData("""{"type":"and","filters":[]}""", "at least one")]
    [InlineData("""{"type":"not","filters":[{"a":1},{"b":1}]}""", "exactly one")]
    [InlineData("""{"type":"xor","filters":[{"a":1}]}""", "xor")]
    [InlineData("""{"type":"eq","key":"a","value":9007199254740993}""", "2^53")]
    [InlineData("""{"type":"eq","key":"a","value":1,"boost":2}""", "boost")]
    [InlineData("""[1]""", "Array")]
    public void A_wrong_filter_is_told_what_is_wrong(string filter, string expected)
    {
        Assert.False(FilterReader.TryRead(filter, out _, out string? problem));

        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void No_filter_is_null_or_an_empty_object()
    {
        Assert.True(FilterReader.TryRead("{}", out Filter? empty, out _));
        Assert.True(FilterReader.TryRead((string?)null, out Filter? none, out _));

        Assert.Null(empty);
        Assert.Null(none);
    }

    [Fact]
    public void Nesting_deeper_than_ten_is_refused_also_where_the_json_reader_would_stop_first()
    {
        string Nested(int depth) => string.Concat(Enumerable.Repeat("""{"type":"not","filters":[""", depth - 1))
            + """{"a":1}""" + string.Concat(Enumerable.Repeat("]}", depth - 1));

        Assert.True(FilterReader.TryRead(Nested(10), out _, out _));
        Assert.False(FilterReader.TryRead(Nested(11), out _, out string? eleven));
        Assert.False(FilterReader.TryRead(Nested(10_000), out _, out string? many));
        Assert.Contains("10 levels", eleven, StringComparison.Ordinal);
        Assert.Contains("10 levels", many, StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_two_hundred_nodes_or_a_thousand_values_are_refused()
    {
        string nodes = JsonSerializer.Serialize(new
        {
            type = "or", filters = Enumerable.Range(0, 200).Select(i => new { type = "eq", key = "a", value = i }),
        });
        string values = JsonSerializer.Serialize(new { type = "in", key = "a", value = Enumerable.Range(0, 1_001) });

        Assert.False(FilterReader.TryRead(nodes, out _, out string? tooMany));
        Assert.False(FilterReader.TryRead(values, out _, out string? tooLong));
        Assert.Contains("200", tooMany, StringComparison.Ordinal);
        Assert.Contains("1,001", tooLong, StringComparison.Ordinal);
    }
}
