using System.Text.Json;
using Rag.Pipeline.Parsing;
using Rag.Pipeline.Parsing.Notebooks;

namespace Rag.Pipeline.Tests.Parsing.Notebooks;

public class NotebookParserTests
{
    [Fact]
    public async Task Text_stays_markdown_and_code_is_fenced_with_what_it_printed()
    {
        string notebook = Notebook(
            Cell("markdown", "# Title\n\nSome *text*."),
            Cell("code", "# no heading\nprint(42)", new { output_type = "stream", text = new[] { "42\n", "43\n" } }));

        ParsedDocument document = await ParseAsync(notebook);

        Assert.Equal(
            "# Title\n\nSome *text*.\n\n```python\n# no heading\nprint(42)\n```\n\nOutput:\n\n```\n42\n43\n```",
            document.Text);
        Assert.Equal([new Heading(0, 1, "Title")], document.Headings);
        Assert.Equal("Title", document.Title);
    }

    [Fact]
    public async Task Results_and_errors_are_read_and_images_are_not()
    {
        string notebook = Notebook(
            Cell("code", "x", new
            {
                output_type = "execute_result",
                data = new Dictionary<string, string> { ["text/plain"] = "   a\n0  1", ["text/html"] = "<table/>" },
            }),
            Cell("code", "y", new
            {
                output_type = "display_data",
                data = new Dictionary<string, string> { ["text/plain"] = "<Figure>", ["image/png"] = "AAAA" },
            }),
            Cell("code", "z", new { output_type = "error", ename = "KeyError", evalue = "'b'" }),
            Cell("markdown", "![p](data:image/png;base64,AAAA) after"));

        Assert.Equal(
            "```python\nx\n```\n\nOutput:\n\n```\n   a\n0  1\n```\n\n```python\ny\n```\n\n"
            + "```python\nz\n```\n\nOutput:\n\n```\nKeyError: 'b'\n```\n\n![p]() after",
            (await ParseAsync(notebook)).Text);
    }

    [Fact]
    public async Task Long_outputs_are_cut_and_colours_removed()
    {
        string notebook = Notebook(Cell(
            "code", "", new { output_type = "stream", text = "\u001B[31mred\u001B[0m" + new string('x', 3_000) }));

        ParsedDocument document = await ParseAsync(notebook);

        Assert.Equal($"Output:\n\n```\nred{new string('x', 1_997)}…\n```", document.Text);
        Assert.Equal(["What code printed was cut at 2,000 characters a cell."], document.Warnings);
    }

    [Fact]
    public async Task Code_that_holds_a_fence_gets_a_longer_one()
    {
        ParsedDocument document = await ParseAsync(Notebook(Cell("code", "print('''\n```\n# x\n''')")));

        Assert.Equal("````python\nprint('''\n```\n# x\n''')\n````", document.Text);
        Assert.Empty(document.Headings);
    }

    [Theory]
    [InlineData("{}", "corrupt")]
    [InlineData("[]", "corrupt")]
    [InlineData("{\"cells\":[", "corrupt")]
    [InlineData("{\"cells\":[]}", "no_text")]
    [InlineData("{\"cells\":[1,{\"source\":7},{\"cell_type\":\"code\",\"outputs\":[3]}]}", "no_text")]
    public async Task What_cannot_be_used_says_why(string notebook, string code)
    {
        ParseException failure = await Assert.ThrowsAsync<ParseException>(() => ParseAsync(notebook));

        Assert.Equal(code, failure.Code);
    }

    [Fact]
    public async Task The_sample_reads_as_expected()
    {
        string path = Sources.Data("mixed/test_notebook.ipynb");

        ParsedDocument document = await ParseAsync(await File.ReadAllTextAsync(path));

        Assert.Equal("Test Notebook Title", document.Title);
        Assert.Equal(["Test Notebook", "Code Cell Below"], document.Headings.Select(heading => heading.Text));
        Assert.Contains("```python\n# comment in code\nprint(42)\n```", document.Text, StringComparison.Ordinal);
    }

    private static string Notebook(params object[] cells) =>
        JsonSerializer.Serialize(new { cells, metadata = new { language_info = new { name = "python" } } });

    private static object Cell(string type, string source, params object[] outputs) =>
        new { cell_type = type, source, outputs };

    private static Task<ParsedDocument> ParseAsync(string notebook) =>
        new NotebookParser(new ParsingOptions()).ParseAsync(
            Sources.Text(ContentTypes.Notebook, notebook), CancellationToken.None);
}
