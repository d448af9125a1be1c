using Rag.Fakes.Weaviate.GraphQl;

namespace Rag.Fakes.Tests.Weaviate.GraphQl;

public sealed class GraphQlParserTests
{
    [Fact]
    public void A_query_is_read_with_its_arguments_and_aliases()
    {
        GraphQlOperation operation = Assert.Single(GraphQlParser.Parse(
            """
            query Q { Get { x: Docs(limit: 5, where: {path: ["a"], operator: Equal, valueText: "b"}) { text } } }
            """));

        GraphQlField field = Assert.Single(Assert.Single(operation.Selection).Selection);
        Assert.Equal(("query", "Q", "x", "Docs"), (operation.Kind, operation.Name, field.Alias, field.Name));
        Assert.Equal(5, field.Argument("limit")!.Integer);
        Assert.Equal(
            """{"path":["a"],"operator":{"$enum":"Equal"},"valueText":"b"}""",
            field.Argument("where")!.Value.ToJsonString());
        Assert.Equal("text", Assert.Single(field.Selection).Name);
    }

    [Theory]
    [InlineData("\"\\\"}}) #\"", "\"}}) #")]
    [InlineData("\"a\\\\b\\/c\\n\\t\"", "a\\b/c\n\t")]
    [InlineData("\"\\u0041\\u2028\"", "A\u2028")]
    [InlineData("\"😀\"", "😀")]
    [InlineData("\"\\ud83d\\ude00\"", "\uFFFD\uFFFD")]
    [InlineData("\"\"", "")]
    public void A_text_means_what_its_escapes_say(string written, string meant)
    {
        GraphQlField field = GraphQlParser.Parse($"{{ a(b: {written}) }}")[0].Selection[0];

        Assert.Equal(meant, field.Argument("b")!.Value.GetValue<string>());
    }

    [Theory]
    [InlineData("{ a", 1, 4)]
    [InlineData("", 1, 1)]
    [InlineData("{ a(b: null) }", 1, 8)]
    [InlineData("{\n  a(b: \"c\nd\") }", 2, 10)]
    [InlineData("{ a(b: \"\\x\") }", 1, 10)]
    [InlineData("{ a(b: 1..2) }", 1, 8)]
    [InlineData("{ a ?}", 1, 5)]
    public void What_is_no_query_is_refused_at_its_place(string query, int line, int column)
    {
        GraphQlError error = Assert.Throws<GraphQlError>(() => GraphQlParser.Parse(query));

        Assert.Equal(new GraphQlPosition(line, column), Assert.Single(error.Places));
    }
}
