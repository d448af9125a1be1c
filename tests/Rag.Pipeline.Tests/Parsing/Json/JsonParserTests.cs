using System.Text;
using Rag.Pipeline.Parsing;
using Rag.Pipeline.Parsing.Json;

namespace Rag.Pipeline.Tests.Parsing.Json;

public class JsonParserTests
{
    [Theory]
    [InlineData("""[{"name":"Ann","age":31},{"name":"Bob","age":null,"tags":["a","b"]}]""")]
    [InlineData("{\"name\":\"Ann\",\"age\":31}\n{\"name\":\"Bob\",\"age\":null,\"tags\":[\"a\",\"b\"]}\n")]
    public async Task Elements_and_lines_are_paragraphs_of_named_values(string json)
    {
        Assert.Equal("name: Ann\nage: 31\n\nname: Bob\ntags: a, b", (await ParseAsync(json)).Text);
    }

    [Fact]
    public async Task Members_inside_members_are_named_by_their_paths()
    {
        const string Json =
            """[{"a":{"b":{"c":true}},"list":[{"x":1},{"x":2.50}],"empty":{},"none":[]}]""";

        Assert.Equal("a.b.c: true\nlist[0].x: 1\nlist[1].x: 2.50", (await ParseAsync(Json)).Text);
    }

    [Fact]
    public async Task What_a_record_says_at_length_is_text_below_its_title()
    {
        const string Json =
            """
            [{"id": 7, "title": "Oiling", "text": "Oil it daily.\n\nUse little."},
             {"title": "Cleaning", "content": "Clean it weekly.", "by": "Ann"}]
            """;

        ParsedDocument document = await ParseAsync(Json);

        Assert.Equal(
            "Oiling\n\nid: 7\n\nOil it daily.\n\nUse little.\n\nCleaning\n\nby: Ann\n\nClean it weekly.",
            document.Text);
        Assert.Equal(["Oiling", "Cleaning"], document.Headings.Select(heading => heading.Text));
        Assert.Null(document.Title);
    }

    [Fact]
    public async Task Lists_of_records_are_sections_of_a_file_that_has_a_title_of_its_own()
    {
        const string Json =
            """
            {"title":"FAQ","author":"Ann","version":3,
             "entries":[{"q":"Why?","a":"So."},{"q":"How?","a":"Thus."}]}
            """;

        ParsedDocument document = await ParseAsync(Json);

        Assert.Equal(
            "title: FAQ\nauthor: Ann\nversion: 3\n\nentries\n\nq: Why?\na: So.\n\nq: How?\na: Thus.", document.Text);
        Assert.Equal([new Heading(35, 1, "entries")], document.Headings);
        Assert.Equal(("FAQ", "Ann"), (document.Title, document.Author));
    }

    [Fact]
    public async Task Lists_of_values_are_lines_and_comments_and_trailing_commas_are_passed_over()
    {
        Assert.Equal("a\nb\n3", (await ParseAsync("[\"a\", // first\n \"b\", 3,]")).Text);
        Assert.Equal("just text", (await ParseAsync("\"just text\"")).Text);
    }

    [Fact]
    public async Task Encoded_files_are_left_out_and_reported()
    {
        string json = $$"""[{"name":"a","icon":"data:image/png;base64,AAAA","raw":"{{new string('Q', 2_000)}}"}]""";

        ParsedDocument document = await ParseAsync(json);

        Assert.Equal("name: a", document.Text);
        Assert.Equal(["Values that are encoded files were left out."], document.Warnings);
    }

    [Fact]
    public async Task Half_an_emoji_costs_one_character_and_not_the_file()
    {
        ParsedDocument document = await ParseAsync("""["cut \ud83d","whole \ud83d\ude00","\\ud83d","\udE00 low"]""");

        Assert.Equal("cut \uFFFD\nwhole 😀\n\\ud83d\n\uFFFD low", document.Text);
    }

    [Fact]
    public async Task Utf16_is_read()
    {
        byte[] file = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("""[{"a":"Grüße"}]""")];

        ParsedDocument document = await new JsonParser(new ParsingOptions())
            .ParseAsync(Sources.Bytes(ContentTypes.Json, file), CancellationToken.None);

        Assert.Equal("a: Grüße", document.Text);
    }

    [Fact]
    public async Task What_is_no_json_names_the_line_and_a_way_out()
    {
        ParseException failure = await Assert.ThrowsAsync<ParseException>(
            () => ParseAsync("{\"a\": 1}\n{\"b\": }\n"));

        Assert.Equal("corrupt", failure.Code);
        Assert.StartsWith("The file is not valid JSON at line 2: ", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("upload it as text/plain to have it read as it is.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "no_text")]
    [InlineData("""{"a":null,"b":""}""", "no_text")]
    [InlineData("", "no_text")]
    [InlineData("[1", "corrupt")]
    public async Task What_cannot_be_used_says_why(string json, string code)
    {
        ParseException failure = await Assert.ThrowsAsync<ParseException>(() => ParseAsync(json));

        Assert.Equal(code, failure.Code);
    }

    [Fact]
    public async Task Deep_nesting_is_corrupt()
    {
        string json = string.Concat(Enumerable.Repeat("{\"a\":", 100_000)) + "1" + new string('}', 100_000);

        ParseException failure = await Assert.ThrowsAsync<ParseException>(() => ParseAsync(json));

        Assert.Equal("corrupt", failure.Code);
    }

    private static Task<ParsedDocument> ParseAsync(string json) =>
        new JsonParser(new ParsingOptions()).ParseAsync(
            Sources.Text(ContentTypes.Json, json), CancellationToken.None);
}
