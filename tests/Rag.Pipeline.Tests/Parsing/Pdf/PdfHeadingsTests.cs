using Rag.Pipeline.Parsing;

namespace Rag.Pipeline.Tests.Parsing.Pdf;

public class PdfHeadingsTests
{
    private static readonly string[] Prose = [.. Enumerable.Range(1, 14).Select(index =>
        $"This is line {index} of the body, long enough to look like all the printed text of a page.")];

    [Fact]
    public async Task Larger_and_bolder_lines_above_text_are_headings_by_rank()
    {
        ParsedDocument document = await PdfReading.ParseAsync(PdfFile.Printed(
            (PdfText[])[
                new(50, 740, "Batteries", 20), new(50, 700, "1 Charging", 14, 2), .. PdfText.Lines(50, 680, Prose),
                new(50, 490, "1.1 Temperatures", 12, 2), .. PdfText.Lines(50, 470, Prose),
                new(50, 290, "2 Storage", 14, 2), .. PdfText.Lines(50, 270, Prose[..5]),
            ]));

        Assert.Equal("Batteries", document.Title);
        Assert.Equal(
            [(1, "1 Charging"), (2, "1.1 Temperatures"), (1, "2 Storage")],
            document.Headings.Select(heading => (heading.Level, heading.Text)));
        Assert.All(document.Headings, heading =>
            Assert.StartsWith(heading.Text + "\n\n", document.Text[heading.Start..], StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_outline_goes_before_how_lines_look()
    {
        ParsedDocument document = await PdfReading.ParseAsync(PdfFile.Outlined(
            [("Charging", 1), ("Storage of the cells in cold rooms", 2)],
            [
                new(50, 740, "Charging"), .. PdfText.Lines(50, 700, Prose),
                new(50, 500, "Not a heading", 14, 2), .. PdfText.Lines(50, 480, Prose),
            ],
            [
                new(50, 740, "2", 14), new(90, 740, "Storage of the cells", 14), new(90, 724, "in cold rooms", 14),
                .. PdfText.Lines(50, 700, Prose),
            ]));

        Assert.Equal(
            ["Charging", "2 Storage of the cells in cold rooms"], document.Headings.Select(heading => heading.Text));
        Assert.Contains("\n\n2 Storage of the cells in cold rooms\n\nThis", document.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_outline_of_other_pages_is_not_believed()
    {
        ParsedDocument document = await PdfReading.ParseAsync(PdfFile.Outlined(
            [("First", 1), ("Second", 1), ("Third", 1)],
            (PdfText[])[new(50, 740, "Charging", 14, 2), .. PdfText.Lines(50, 700, Prose)]));

        Assert.Equal(["Charging"], document.Headings.Select(heading => heading.Text));
    }

    [Theory]
    [InlineData("Figure 3: Cells")]
    [InlineData("Please do not open it.")]
    [InlineData("continued from above")]
    [InlineData("12.50")]
    [InlineData("Charging . . . . . . . 12")]
    public async Task Captions_sentences_and_entries_of_contents_are_no_headings(string line)
    {
        ParsedDocument document = await PdfReading.ParseAsync(PdfFile.Printed(
            (PdfText[])[new(50, 740, line, 11.5, 2), .. PdfText.Lines(50, 700, Prose)]));

        Assert.Empty(document.Headings);
    }

    [Fact]
    public async Task The_head_of_a_table_and_labels_that_come_again_are_no_headings()
    {
        ParsedDocument document = await PdfReading.ParseAsync(PdfFile.Printed(
            (PdfText[])[
                new(50, 760, "Name", 10, 2), new(150, 760, "Price", 10, 2), .. PdfText.Lines(50, 740, Prose[..3]),
                new(50, 680, "Note", 10, 2), .. PdfText.Lines(50, 660, Prose[..3]),
                new(50, 600, "Note", 10, 2), .. PdfText.Lines(50, 580, Prose[..3]),
                new(50, 520, "Note", 10, 2), .. PdfText.Lines(50, 500, Prose[..3]),
            ]));

        Assert.Empty(document.Headings);
    }

    [Fact]
    public async Task A_form_without_running_text_has_no_headings()
    {
        ParsedDocument document = await PdfReading.ParseAsync(PdfFile.Printed(
            (PdfText[])
            [
                new(50, 740, "Invoice", 20, 2), new(50, 700, "Total"), new(200, 700, "12.50"),
                new(50, 680, "Thank you"),
            ]));

        Assert.Empty(document.Headings);
    }
}
