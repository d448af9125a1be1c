using Rag.Pipeline.Parsing;

namespace Rag.Pipeline.Tests.Parsing.Pdf;

public class PdfFurnitureTests
{
    private static readonly string[] Bodies =
    [
        "Apples are red.", "Bananas are yellow.", "Cherries are sweet.", "Dates are brown.", "Elderberries are black.",
    ];

    [Fact]
    public async Task Heads_and_page_numbers_of_most_pages_are_left_out_and_a_name_stays_once()
    {
        PdfText[][] pages = [.. Bodies.Select((body, index) => (PdfText[])
        [
            new(50, 760, "Fruit handbook, form 4711"),
            new(50, 600, body),
            new(300, 30, $"Page {index + 1} of 5"),
        ])];

        ParsedDocument document = await PdfReading.ParseAsync(PdfFile.Printed(pages));

        Assert.Equal(
            "Fruit handbook, form 4711\n\nApples are red.\n\nBananas are yellow.\n\nCherries are sweet.\n\n"
            + "Dates are brown.\n\nElderberries are black.",
            document.Text);
        Assert.Equal("Bananas", document.Text[document.PageStarts[1]..][..7]);
    }

    [Fact]
    public async Task Left_and_right_pages_may_differ()
    {
        PdfText[][] pages = [.. Enumerable.Range(0, 6).Select(index => (PdfText[])
        [
            index % 2 == 0 ? new(50, 760, $"{index + 1} Fruit") : new(400, 760, $"Chapter two {index + 1}"),
            new(50, 600, $"The text of {Bodies[index % 5]}"),
        ])];

        ParsedDocument document = await PdfReading.ParseAsync(PdfFile.Printed(pages));

        Assert.DoesNotContain("Chapter two 4", document.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("5 Fruit", document.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_begins_at_the_same_place_on_every_page_stays()
    {
        PdfText[][] pages = [.. Bodies.Select(body => PdfText.Lines(50, 740, body))];

        ParsedDocument document = await PdfReading.ParseAsync(PdfFile.Printed(pages));

        Assert.Equal(string.Join("\n\n", Bodies), document.Text);
    }

    [Fact]
    public async Task Rows_of_numbers_that_do_not_count_pages_stay()
    {
        PdfText[][] pages =
            [.. Enumerable.Range(0, 5).Select(index => PdfText.Lines(50, 740, $"{index * 37 % 11}", Bodies[index]))];

        ParsedDocument document = await PdfReading.ParseAsync(PdfFile.Printed(pages));

        Assert.StartsWith("0\nApples are red.\n\n4\nBananas are yellow.", document.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_furniture_alone_is_a_page_without_text()
    {
        PdfText[][] pages = [.. Enumerable.Range(0, 5).Select(index => (PdfText[])
        [
            new(300, 30, $"{index + 1}"),
            .. index is 2 or 3 ? [] : PdfText.Lines(50, 600, Bodies[index]),
        ])];

        ParsedDocument document = await PdfReading.ParseAsync(PdfFile.Printed(pages));

        Assert.Equal(["2 of 5 pages hold no text (pictures or scans): 3-4."], document.Warnings);
    }

    [Fact]
    public async Task A_document_of_nothing_else_keeps_it()
    {
        PdfText[][] pages = [.. Enumerable.Range(0, 3).Select(_ => PdfText.Lines(50, 760, "Certificate"))];

        ParsedDocument document = await PdfReading.ParseAsync(PdfFile.Printed(pages));

        Assert.StartsWith("Certificate", document.Text, StringComparison.Ordinal);
    }
}
