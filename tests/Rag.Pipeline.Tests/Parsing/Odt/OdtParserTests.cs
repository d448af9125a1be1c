using Rag.Pipeline.Parsing;
using Rag.Pipeline.Parsing.Odt;
using Rag.Pipeline.Tests.Parsing.Epub;

namespace Rag.Pipeline.Tests.Parsing.Odt;

public class OdtParserTests
{
    [Fact]
    public async Task Headings_paragraphs_and_metadata_are_read()
    {
        byte[] file = OdtFile.Create(
            "<text:h text:outline-level=\"1\">One</text:h><text:p>First\n  <text:span>line</text:span>"
            + "<text:line-break/>next<text:s text:c=\"2\"/>end.</text:p>"
            + "<text:section><text:h text:outline-level=\"2\">Two</text:h></text:section>",
            "", OdtFile.Metadata("A title", "Ann"));

        ParsedDocument document = await ParseAsync(file);

        Assert.Equal("One\n\nFirst line\nnext  end.\n\nTwo", document.Text);
        Assert.Equal([new Heading(0, 1, "One"), new Heading(28, 2, "Two")], document.Headings);
        Assert.Equal(("A title", "Ann"), (document.Title, document.Author));
    }

    [Fact]
    public async Task Lists_carry_their_labels_and_tables_are_rows()
    {
        const string Styles = "<text:list-style style:name=\"L\">"
            + "<text:list-level-style-number text:level=\"1\" style:num-format=\"1\"/></text:list-style>";
        const string Items = "<text:list-item><text:p>a</text:p><text:list><text:list-item><text:p>inner</text:p>"
            + "</text:list-item></text:list></text:list-item><text:list-item><text:p>b</text:p></text:list-item>";
        const string Table = "<table:table><table:table-header-rows><table:table-row><table:table-cell>"
            + "<text:p>Name</text:p></table:table-cell><table:table-cell><text:p>City</text:p></table:table-cell>"
            + "</table:table-row></table:table-header-rows><table:table-row><table:table-cell><text:p>Ann</text:p>"
            + "</table:table-cell><table:table-cell><table:table><table:table-row><table:table-cell>"
            + "<text:p>Paris</text:p></table:table-cell></table:table-row></table:table></table:table-cell>"
            + "</table:table-row></table:table>";

        ParsedDocument document = await ParseAsync(OdtFile.Create(
            $"<text:list text:style-name=\"L\">{Items}</text:list><text:p>Then:</text:p>"
            + $"<text:list text:style-name=\"L\" text:continue-numbering=\"true\">{Items}</text:list>{Table}", Styles));

        Assert.Equal(
            "1. a\n  - inner\n2. b\n\nThen:\n\n3. a\n  - inner\n4. b\n\nName | City\nAnn | Paris", document.Text);
    }

    [Fact]
    public async Task Notes_and_text_boxes_are_kept_and_deletions_comments_and_contents_are_not()
    {
        ParsedDocument document = await ParseAsync(OdtFile.Create(
            "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>"
            + "<text:table-of-content><text:p>Contents</text:p></text:table-of-content>"
            + "<text:p text:style-name=\"P1\">The Title</text:p>"
            + "<text:p>Text<text:note><text:note-citation>1</text:note-citation><text:note-body>"
            + "<text:p>A note.</text:p></text:note-body></text:note><office:annotation><text:p>comment</text:p>"
            + "</office:annotation>.<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame>"
            + "</text:p>",
            "<style:style style:name=\"P1\" style:parent-style-name=\"Title\"/>"));

        Assert.Equal("The Title\n\nText[1].\n\nboxed\n\n[1] A note.", document.Text);
        Assert.Equal("The Title", document.Title);
    }

    [Fact]
    public async Task What_cannot_be_used_says_why()
    {
        (string, string) encryption = ("META-INF/manifest.xml", "<m:encryption-data xmlns:m=\"m\"/>");
        (string, string) media = ("mimetype", "application/vnd.oasis.opendocument.text");

        Assert.Equal(
            ("encrypted", "The file is protected by a password. Remove it and upload again."),
            await FailureOfAsync(OdtFile.Create("", "", encryption)));
        Assert.Equal("no_text", (await FailureOfAsync(OdtFile.Of("<text:p> </text:p>"))).Code);
        Assert.Equal(
            ("corrupt", "The OpenDocument text has no 'content.xml'."), await FailureOfAsync(BookFile.Zip(media)));
        Assert.Equal("corrupt", (await FailureOfAsync(BookFile.Zip(
            media, ("content.xml", "<!DOCTYPE c [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><c>&a;</c>")))).Code);
        Assert.Equal(
            ("corrupt",
                "The file is labelled OpenDocument text but holds an EPUB book. Upload it under its true type."),
            await FailureOfAsync(BookFile.Of("x")));
    }

    private static Task<(string? Code, string? Message)> FailureOfAsync(byte[] file) =>
        ParseFailure.OfAsync(() => ParseAsync(file));

    private static Task<ParsedDocument> ParseAsync(byte[] file) =>
        new OdtParser(new ParsingOptions())
            .ParseAsync(Sources.Bytes(ContentTypes.Odt, file), CancellationToken.None);
}
