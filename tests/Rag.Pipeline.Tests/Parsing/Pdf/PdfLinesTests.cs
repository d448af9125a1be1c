using Rag.Pipeline.Parsing.Pdf;

namespace Rag.Pipeline.Tests.Parsing.Pdf;

public class PdfLinesTests
{
    [Fact]
    public void Wrapped_lines_are_joined_and_paragraphs_kept()
    {
        Assert.Equal(
            "A paragraph of printed text is wrapped where the line of the page ends, and it ends here.\n\n"
            + "The next one.",
            Join("A paragraph of printed text is wrapped\nwhere the line of the page ends, and\nit ends here.\n\n"
                + "The next one.\n"));
    }

    [Fact]
    public void Short_lines_and_list_items_keep_their_ends()
    {
        const string Page = "Name\nStreet 5\nTown\n\n"
            + "1. A first item that is as long as the line\n2. A second item that is as long as the line";

        Assert.Equal(Page, Join(Page));
    }

    [Theory]
    [InlineData("It needs much more information here\nthan that infor-\nmation there.", "that information there.")]
    [InlineData("It is a well-known fact that they had\nbecome well-\nknown people.", "become well-known people.")]
    [InlineData("It was an unlikely wording of hyphen-\nation in this text.", "wording of hyphenation in")]
    public void A_word_hyphenated_at_a_line_end_is_put_together_as_the_document_spells_it(string page, string expected)
    {
        Assert.Contains(expected, Join(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Chinese_and_japanese_lines_join_without_a_space()
    {
        string line = new('文', 30);

        Assert.Equal(line + line + line + "。", Join($"{line}\n{line}\n{line}。"));
    }

    [Fact]
    public void A_sentence_goes_on_in_the_next_column()
    {
        Assert.Equal(
            "The column ends in the middle of its sentence which goes on at the top of the next column.",
            Join("The column ends in the middle of its\n\nsentence which goes on at the top of\nthe next column."));
    }

    private static string Join(string page) => new PdfLines(page).Join(page);
}
