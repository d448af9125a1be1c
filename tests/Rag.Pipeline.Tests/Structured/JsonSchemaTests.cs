using System.Text.Json;
using Rag.Pipeline.Structured;

namespace Rag.Pipeline.Tests.Structured;

public sealed class JsonSchemaTests
{
    [Theory]
    [InlineData("""{"type":"integer"}""", "1.0", null)]
    [InlineData("""{"type":"integer"}""", "1.5", "'$' must be of type \"integer\".")]
    [InlineData("""{"type":["string","null"]}""", "null", null)]
    [InlineData("""{"type":["string","null"]}""", "1", "'$' must be of type [\"string\",\"null\"].")]
    [InlineData("""{"type":"object","required":["a"]}""", "{}", "'$.a' is missing.")]
    [InlineData("""{"properties":{"a":{"type":"array","items":{"type":"string"}}}}""", """{"a":["x",1]}""",
        "'$.a[1]' must be of type \"string\".")]
    [InlineData("""{"properties":{"a":true},"additionalProperties":false}""", """{"b":1}""",
        "'$.b' must not be there.")]
    [InlineData("""{"additionalProperties":{"type":"number"}}""", """{"b":1}""", null)]
    [InlineData("""{"enum":["low","high"]}""", "\"mid\"", "'$' must be one of [\"low\",\"high\"].")]
    [InlineData("""{"enum":[1]}""", "1.0", null)]
    [InlineData("""{"const":{"a":1}}""", """{"a":1}""", null)]
    [InlineData("""{"minimum":0,"maximum":1}""", "1.5", "'$' is 1.5; it must be at most 1.")]
    [InlineData("""{"exclusiveMinimum":0}""", "0", "'$' is 0; it must be more than 0.")]
    [InlineData("""{"minimum":3}""", "\"text\"", null)]
    [InlineData("""{"maxLength":1}""", "\"😀\"", null)]
    [InlineData("""{"minLength":2}""", "\"😀\"", "'$' has 1 characters; it must have at least 2.")]
    [InlineData("""{"minItems":1}""", "[]", "'$' has 0 items; it must have at least 1.")]
    [InlineData("""{"uniqueItems":true}""", "[1,2,1]", "'$[2]' repeats an item.")]
    [InlineData("""{"maxProperties":1}""", """{"a":1,"b":2}""", "'$' has 2 members; it must have at most 1.")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"null"}]}""", "1", "'$' fits no schema of 'anyOf'.")]
    [InlineData("""{"oneOf":[{"minimum":1},{"minimum":2}]}""", "3", "'$' must fit exactly one schema of 'oneOf'.")]
    [InlineData("""{"allOf":[{"minimum":1},{"maximum":2}]}""", "3", "'$' is 3; it must be at most 2.")]
    [InlineData("""{"not":{"type":"null"}}""", "null", "'$' fits what 'not' forbids.")]
    [InlineData("""{"$ref":"#/$defs/p","$defs":{"p":{"required":["n"]}}}""", "{}", "'$.n' is missing.")]
    [InlineData("""{"properties":{"next":{"$ref":"#"}},"required":["id"]}""", """{"id":1,"next":{}}""",
        "'$.next.id' is missing.")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#","maxItems":1.0}""", "[1,2]",
        "'$' has 2 items; it must have at most 1.")]
    [InlineData("""{"$ref":"#/$defs/a%25b","$defs":{"a%b":{"type":"null"}}}""", "1", "'$' must be of type \"null\".")]
    [InlineData("""{"$ref":"#"}""", "1", "'$' is too deep or too large to be checked.")]
    public void A_value_is_judged_and_the_place_of_what_is_wrong_is_told(string schema, string value, string? problem)
    {
        Assert.True(JsonSchema.TryRead(schema, out JsonSchema? read, out string? refusal), refusal);

        Assert.Equal(problem, read.FindProblem(JsonDocument.Parse(value).RootElement));
    }

    [Theory]
    [InlineData("{", "the schema is not JSON of at most 48 levels.")]
    [InlineData("[]", "'#' is not a schema: an object, true or false.")]
    [InlineData("""{"pattern":"(a+)+$"}""", "'#/pattern' is a keyword that is not supported; leave it out.")]
    [InlineData("""{"properties":{"a":{"if":true}}}""",
        "'#/properties/a/if' is a keyword that is not supported; leave it out.")]
    [InlineData("""{"type":"text"}""",
        "'#/type' must be one or several of array, boolean, integer, null, number, object, string.")]
    [InlineData("""{"minItems":-1}""", "'#/minItems' must be a whole number of 0 or more.")]
    [InlineData("""{"anyOf":[]}""", "'#/anyOf' must be a list of schemas, not empty.")]
    [InlineData("""{"$ref":"#/default","default":{"pattern":"x"}}""",
        "'#/default/pattern' is a keyword that is not supported; leave it out.")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-04/schema#"}""",
        "'#/$schema' must be one of http://json-schema.org/draft-06/schema, http://json-schema.org/draft-07/schema, "
        + "https://json-schema.org/draft/2019-09/schema, https://json-schema.org/draft/2020-12/schema.")]
    [InlineData("""{"$ref":"https://example.org/schema"}""",
        "'#/$ref' must name a schema of this document, for instance '#/$defs/person'.")]
    public void A_schema_that_cannot_be_judged_by_is_refused(string schema, string problem)
    {
        Assert.False(JsonSchema.TryRead(schema, out _, out string? refusal));

        Assert.Equal(problem, refusal);
    }

    [Fact]
    public void What_says_nothing_about_validity_is_let_be() => Assert.True(JsonSchema.TryRead(
        """
        {"$schema":"https://json-schema.org/draft/2020-12/schema","title":"T","description":"D","default":1,
         "examples":[{"pattern":1}],"format":"date","type":"string"}
        """,
        out _,
        out _));

    [Fact]
    public void A_schema_of_a_thousand_schemas_is_the_largest()
    {
        static string Of(int count)
        {
            IEnumerable<string> members = Enumerable.Range(1, count - 1).Select(i => $"\"p{i}\":{{}}");
            return "{\"properties\":{" + string.Join(',', members) + "}}";
        }

        Assert.True(JsonSchema.TryRead(Of(1_000), out _, out _));
        Assert.False(JsonSchema.TryRead(Of(1_001), out _, out string? problem));
        Assert.Equal("the schema holds more than 1,000 schemas, the limit.", problem);
    }
}
