using System.Net;
using System.Text;
using System.Text.Json;
using Rag.Pipeline.Tests.Parsing.Epub;
using Rag.Pipeline.Tests.Parsing.Odt;
using Rag.Pipeline.Tests.Parsing.Pptx;
using Rag.Pipeline.Tests.Parsing.Xlsx;

namespace Rag.Api.Tests.Documents.Uploads;

/// <summary>A file of each format is uploaded, found, and cited with the place that its reader would look up.</summary>
public sealed class FormatTests(RagApplication application)
{
    private HttpClient Client => application.Client;

    [Fact]
    public async Task A_slide_is_found_with_its_number_and_title()
    {
        byte[] file = DeckFile.Of(
        [
            DeckFile.Shape("type=\"title\"", DeckFile.Text("Welcome"))
                + DeckFile.Shape(null, DeckFile.Text(new string('.', 2_000))),
            DeckFile.Hidden(DeckFile.Shape(null, DeckFile.Text("The gearbox is never oiled."))),
            DeckFile.Shape("type=\"title\"", DeckFile.Text("Care")) + DeckFile.Shape(
                null, DeckFile.Text("The gearbox is oiled daily.")),
        ]);

        JsonElement hit = await UploadAndFindAsync(file, "care.pptx", "gearbox");

        Assert.Equal("Welcome", hit.GetProperty("title").GetString());
        Assert.Contains("The gearbox is oiled daily.", hit.GetProperty("text").GetString());
        Assert.DoesNotContain("never", hit.GetProperty("text").GetString());
        Assert.Equal(3, hit.GetProperty("location").GetProperty("page").GetInt32());
        Assert.Equal("Care", SectionOf(hit));
    }

    [Fact]
    public async Task A_row_is_found_with_its_columns_and_its_sheet()
    {
        byte[] file = SheetFile.Of(
            SheetFile.Row(1, SheetFile.Text("A1", "Part"), SheetFile.Text("B1", "Price")),
            SheetFile.Row(2, SheetFile.Text("A2", "Gearbox"), SheetFile.Number("B2", "120")));

        JsonElement hit = await UploadAndFindAsync(file, "parts.xlsx", "gearbox");

        Assert.Contains("Part: Gearbox\nPrice: 120", hit.GetProperty("text").GetString());
        Assert.Equal("Data", SectionOf(hit));
    }

    [Fact]
    public async Task A_chapter_is_found_with_its_heading()
    {
        byte[] file = BookFile.Of("<h1>Care</h1><p>The gearbox is oiled daily.</p>");

        JsonElement hit = await UploadAndFindAsync(file, "book.epub", "gearbox");

        Assert.Equal("Care", SectionOf(hit));
        Assert.Equal("A book", hit.GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_paragraph_of_an_open_document_is_found_with_its_heading()
    {
        byte[] file = OdtFile.Of("<text:h>Care</text:h><text:p>The gearbox is oiled daily.</text:p>");

        JsonElement hit = await UploadAndFindAsync(file, "care.odt", "gearbox");

        Assert.Equal("Care", SectionOf(hit));
    }

    [Fact]
    public async Task A_record_is_found_with_its_title()
    {
        byte[] file = """{"title":"Care","text":"The gearbox is oiled daily."}"""u8.ToArray();

        JsonElement hit = await UploadAndFindAsync(file, "records.jsonl", "gearbox");

        Assert.Equal("Care", SectionOf(hit));
    }

    [Fact]
    public async Task A_cell_of_a_notebook_is_found_with_its_heading()
    {
        byte[] file = """
            {"cells": [{"cell_type": "markdown", "source": ["# Care\n", "The gearbox is oiled daily."]}]}
            """u8.ToArray();

        JsonElement hit = await UploadAndFindAsync(file, "care.ipynb", "gearbox");

        Assert.Equal("Care", SectionOf(hit));
    }

    [Fact]
    public async Task A_file_that_its_name_belies_is_refused_with_what_it_is()
    {
        string collection = await Client.NewCollectionAsync();

        JsonElement problem = await Client.PostAsync(
                $"/v1/collections/{collection}/documents",
                Requests.File(SheetFile.Of(""), "a.pptx", "application/octet-stream"))
            .ProblemAsync(415, "mislabelled_type");

        Assert.Contains("its bytes are an Excel workbook.", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_broken_file_fails_with_the_line_that_is_wrong()
    {
        string collection = await Client.NewCollectionAsync();

        JsonElement document = await UploadAsync(collection, Encoding.UTF8.GetBytes("{\"a\": 1}\n{\"b\" 2}"), "a.json");

        Assert.Equal("failed", document.GetProperty("status").GetString());
        Assert.Equal("corrupt", document.GetProperty("error").GetProperty("code").GetString());
        Assert.Contains("line 2", document.GetProperty("error").GetProperty("message").GetString());
    }

    private static string? SectionOf(JsonElement hit) =>
        hit.GetProperty("location").GetProperty("section").GetString();

    private async Task<JsonElement> UploadAndFindAsync(byte[] file, string fileName, string query)
    {
        string collection = await Client.NewCollectionAsync();
        JsonElement document = await UploadAsync(collection, file, fileName);
        Assert.True(document.GetProperty("status").GetString() == "completed", document.ToString());
        return (await Client.SearchAsync(collection, query))[0];
    }

    private Task<JsonElement> UploadAsync(string collection, byte[] file, string fileName) => Client.PostAsync(
            $"/v1/collections/{collection}/documents?wait=60",
            Requests.File(file, fileName, "application/octet-stream"))
        .JsonAsync(HttpStatusCode.Accepted);
}
