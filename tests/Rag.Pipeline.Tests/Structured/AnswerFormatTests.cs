using Rag.Pipeline.Structured;

namespace Rag.Pipeline.Tests.Structured;

public sealed class AnswerFormatTests
{
    [Theory]
    [InlineData("""{"type":"object","required":["a"]}""", """{"a":1}""", """{"a":1}""")]
    [InlineData("""{"type":"json_schema","json_schema":{"name":"n","schema":{"required":["a"]}}}""",
        "```json\n{\"a\":1}\n```", """{"a":1}""")]
    [InlineData("""{"type":"json_object"}""", " {} ", "{}")]
    public void The_json_is_taken_out_of_what_a_model_said(string format, string said, string expected)
    {
        Assert.True(AnswerFormat.TryRead(format, out AnswerFormat? read, out string? refusal), refusal);

        Assert.True(read!.TryTake(said, out string? json, out string? problem), problem);

        Assert.Equal(expected, json);
    }

    [Theory]
    [InlineData("""{"required":["a"]}""", "The answer is 5.", "It is not one JSON value.")]
    [InlineData("""{"required":["a"]}""", """{"a":1} or {"a":2}""", "It is not one JSON value.")]
    [InlineData("""{"required":["a"]}""", """{"a":1,"a":2}""", "It is not one JSON value.")]
    [InlineData("""{"required":["a"]}""", """{"b":1}""", "'$.a' is missing.")]
    [InlineData("""{"type":"json_object"}""", "[]", "It is not a JSON object.")]
    public void What_is_wrong_is_told_in_words_for_the_model(string format, string said, string expected)
    {
        Assert.True(AnswerFormat.TryRead(format, out AnswerFormat? read, out _));

        Assert.False(read!.TryTake(said, out _, out string? problem));

        Assert.Equal(expected, problem);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("""{"type":"text"}""")]
    public void Text_is_no_format(string? json)
    {
        Assert.True(AnswerFormat.TryRead(json, out AnswerFormat? format, out _));

        Assert.Null(format);
    }

    [Fact]
    public void A_schema_that_is_announced_and_missing_is_told()
    {
        Assert.False(AnswerFormat.TryRead("""{"type":"json_schema"}""", out _, out string? problem));

        Assert.Equal("'json_schema.schema' is missing.", problem);
    }
}
