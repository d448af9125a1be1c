using Rag.Pipeline.Parsing;

namespace Rag.Pipeline.Tests.Parsing.Pdf;

public class PdfParagraphsTests
{
    [Fact]
    public async Task Wrapped_lines_are_joined_and_paragraphs_kept()
    {
        Assert.Equal(
            "A paragraph of printed text is wrapped where the line of the page ends, and it ends here.\n\n"
            + "The next one.",
            await ReadAsync(
                [
                    .. PdfText.Lines(50, 700, "A paragraph of printed text is wrapped",
                        "where the line of the page ends, and", "it ends here."),
                    new PdfText(50, 640, "The next one."),
                ]));
    }

    [Fact]
    public async Task Short_lines_and_list_items_keep_their_ends()
    {
        Assert.Equal(
            "Name\nStreet 5\nTown\n\n"
            + "1. A first item that is as long as the line\n2. A second item that is as long as the line",
            await ReadAsync(
                [
                    .. PdfText.Lines(50, 700, "Name", "Street 5", "Town"),
                    .. PdfText.Lines(50, 600, "1. A first item that is as long as the line",
                        "2. A second item that is as long as the line"),
                ]));
    }

    [Fact]
    public async Task A_line_that_had_room_for_the_next_word_was_meant_to_end()
    {
        Assert.Equal(
            "This line of the paragraph goes as far as the page allows it to go.\nAnd this one is another of them.",
            await ReadAsync(PdfText.Lines(50, 700, "This line of the paragraph goes as far as the page allows",
                "it to go.", "And this one is another of them.")));
    }

    [Fact]
    public async Task A_sentence_goes_on_in_the_next_column()
    {
        Assert.Equal(
            "The column ends in the middle of its first and only sentence which goes on at the top of the next column.",
            await ReadAsync(
                [
                    .. PdfText.Lines(50, 700, "The column ends in the middle of its",
                        "first and only sentence which goes"),
                    .. PdfText.Lines(330, 700, "on at the top of the next column."),
                ]));
    }

    [Fact]
    public async Task Code_keeps_its_lines()
    {
        PdfText[] code =
        [
            new(50, 700, "docker run --publish 8080:8080 \\\\", Font: 3),
            new(50, 688, "  --volume data:/var/lib/rag rag", Font: 3),
        ];

        Assert.Equal("docker run --publish 8080:8080 \\\n--volume data:/var/lib/rag rag", await ReadAsync(code));
    }

    [Fact]
    public async Task A_bullet_or_number_stands_in_front_of_its_text_however_far_away_it_is_printed()
    {
        Assert.Equal("3 Results\n\n(a) The first of them\n(b) The second of them", await ReadAsync(
            [
                new PdfText(50, 700, "3", 14, 2), new PdfText(80, 700, "Results", 14, 2),
                new PdfText(50, 660, @"\(a\)"),
                new PdfText(90, 660, "The first of them"),
                new PdfText(50, 648, @"\(b\)"), new PdfText(90, 648, "The second of them"),
            ]));
    }

    private static async Task<string> ReadAsync(PdfText[] page)
    {
        ParsedDocument document = await PdfReading.ParseAsync(PdfFile.Printed(page));
        return document.Text;
    }
}
