using Rag.Pipeline.Parsing;

namespace Rag.Pipeline.Tests.Parsing.Pdf;

public class PdfTablesTests
{
    [Fact]
    public async Task The_cells_of_a_row_stand_on_its_line()
    {
        Assert.Equal(
            "Prices of batteries\n\nModel | Price | Weight\nAB-1 | 12.50 | 3 kg\nAB-2 | 9.00\nAB-3 | 145.00 | 20 kg",
            await ReadAsync(
                [
                    new(50, 740, "Prices of batteries"),
                    .. Row(700, "Model", "Price", "Weight"),
                    .. Row(684, "AB-1", "12.50", "3 kg"),
                    .. Row(668, "AB-2", "9.00"),
                    .. Row(652, "AB-3", "145.00", "20 kg"),
                ]));
    }

    [Fact]
    public async Task Columns_of_running_text_are_read_one_after_the_other()
    {
        string text = await ReadAsync(
            [
                .. PdfText.Lines(50, 700, "The left column holds a text that goes on",
                    "over some lines of the page, and each of", "them is about as long as it can be here."),
                .. PdfText.Lines(320, 700, "The right column holds another text which",
                    "stands beside the left one and has nothing", "to do with it in any of its three lines."),
            ]);

        Assert.Equal(
            "The left column holds a text that goes on over some lines of the page, and each of them is about as long "
            + "as it can be here.\n\nThe right column holds another text which stands beside the left one and has "
            + "nothing to do with it in any of its three lines.",
            text);
    }

    [Fact]
    public async Task A_list_is_no_table()
    {
        Assert.Equal(
            "1. Charge it\n2. Store it\n3. Use it",
            await ReadAsync(
                [
                    .. PdfText.Lines(50, 700, "1.", "2.", "3."),
                    .. PdfText.Lines(80, 700, "Charge it", "Store it", "Use it"),
                ]));
    }

    [Fact]
    public async Task Two_pieces_that_stand_beside_each_other_by_chance_are_no_table()
    {
        Assert.DoesNotContain(
            " | ",
            await ReadAsync(
                [
                    new(50, 700, "Dear Ann"), new(400, 700, "Berlin, 3 May"), new(50, 600, "Yours"),
                    new(300, 600, "Enclosure"),
                ]),
            StringComparison.Ordinal);
    }

    private static PdfText[] Row(double y, params string[] cells) =>
        [.. cells.Select((cell, column) => new PdfText(50 + (column * 100), y, cell))];

    private static async Task<string> ReadAsync(PdfText[] page)
    {
        ParsedDocument document = await PdfReading.ParseAsync(PdfFile.Printed([page]));
        return document.Text;
    }
}
