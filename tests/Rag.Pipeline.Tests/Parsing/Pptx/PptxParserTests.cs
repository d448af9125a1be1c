using DocumentFormat.OpenXml.Packaging;
using Rag.Pipeline.Parsing;
using Rag.Pipeline.Parsing.Pptx;
using Rag.Pipeline.Tests.Parsing.Docx;

namespace Rag.Pipeline.Tests.Parsing.Pptx;

public class PptxParserTests
{
    private static readonly string Title = DeckFile.Shape("type=\"title\"", DeckFile.Text("A title"));

    [Fact]
    public async Task Slides_are_pages_with_their_titles_as_headings()
    {
        string first = DeckFile.Shape(null, DeckFile.Text("Before the title")) + Title;
        string second = DeckFile.Shape(null, DeckFile.Text("No title here"));

        ParsedDocument document = await ParseAsync(DeckFile.Of([first, second], (deck, _) =>
        {
            deck.PackageProperties.Title = "PowerPoint Presentation";
            deck.PackageProperties.Creator = "Ann";
        }));

        Assert.Equal("A title\n\nBefore the title\n\nSlide 2\n\nNo title here", document.Text);
        Assert.Equal([new Heading(0, 1, "A title"), new Heading(27, 1, "Slide 2")], document.Headings);
        Assert.Equal([0, 25], document.PageStarts);
        Assert.Equal(("A title", "Ann"), (document.Title, document.Author));
    }

    [Fact]
    public async Task Hidden_slides_keep_their_number_and_lose_their_text()
    {
        byte[] file = DeckFile.Of(
            [DeckFile.Hidden(DeckFile.Shape(null, DeckFile.Text("secret"))), Title, DeckFile.Hidden(Title)]);

        ParsedDocument document = await ParseAsync(file);

        Assert.Equal("A title", document.Text);
        Assert.Equal([0, 0, 7], document.PageStarts);
        Assert.Equal(["Hidden slides were left out: 1, 3."], document.Warnings);
    }

    [Fact]
    public async Task List_items_carry_their_labels_wherever_those_are_said()
    {
        string body = DeckFile.Shape(
            "type=\"body\" idx=\"1\"", DeckFile.Text("bullet"), DeckFile.Text("below", "<a:pPr lvl=\"1\"/>"),
            DeckFile.Text("plain", "<a:pPr><a:buNone/></a:pPr>"));
        string numbers = DeckFile.Shape(
            null, DeckFile.Text("first", "<a:pPr><a:buAutoNum type=\"arabicPeriod\"/></a:pPr>"),
            DeckFile.Text("second", "<a:pPr><a:buAutoNum type=\"arabicPeriod\"/></a:pPr>"));

        ParsedDocument document = await ParseAsync(DeckFile.Of([Title + body + numbers], (_, slides) =>
        {
            var layout = slides[0].AddNewPart<SlideLayoutPart>();
            DeckFile.Fill(layout, "p:sldLayout", DeckFile.Tree(""));
            var master = layout.AddNewPart<SlideMasterPart>();
            DeckFile.Fill(master, "p:sldMaster", DeckFile.Tree("")
                + "<p:txStyles><p:titleStyle/><p:bodyStyle><a:lvl1pPr><a:buChar char=\"o\"/></a:lvl1pPr>"
                + "<a:lvl2pPr><a:buChar char=\"o\"/></a:lvl2pPr></p:bodyStyle></p:txStyles>");
        }));

        Assert.Equal("A title\n\n- bullet\n  - below\nplain\n\n1. first\n2. second", document.Text);
    }

    [Fact]
    public async Task Tables_are_rows_and_groups_are_read_in_their_place()
    {
        const string Table =
            "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"3\" name=\"t\"/><p:cNvGraphicFramePr/><p:nvPr/>"
            + "</p:nvGraphicFramePr><p:xfrm/><a:graphic><a:graphicData "
            + "uri=\"http://schemas.openxmlformats.org/drawingml/2006/table\"><a:tbl>"
            + "<a:tr><a:tc><a:txBody><a:p><a:r><a:t>Name</a:t></a:r></a:p></a:txBody></a:tc>"
            + "<a:tc><a:txBody><a:p><a:r><a:t>City</a:t></a:r></a:p></a:txBody></a:tc></a:tr>"
            + "<a:tr><a:tc><a:txBody><a:p><a:r><a:t>Ann</a:t></a:r></a:p></a:txBody></a:tc>"
            + "<a:tc><a:txBody><a:p/></a:txBody></a:tc></a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>";
        string group = "<p:grpSp><p:nvGrpSpPr><p:cNvPr id=\"4\" name=\"g\"/></p:nvGrpSpPr>"
            + DeckFile.Shape(null, DeckFile.Text("grouped")) + "</p:grpSp>";
        string footer = DeckFile.Shape("type=\"ftr\"", DeckFile.Text("Confidential"));

        ParsedDocument document = await ParseAsync(DeckFile.Of([Title + group + Table + footer]));

        Assert.Equal("A title\n\ngrouped\n\nName | City\nAnn", document.Text);
    }

    [Fact]
    public async Task Charts_say_the_values_of_each_category()
    {
        const string Frame =
            "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"3\" name=\"c\"/><p:cNvGraphicFramePr/><p:nvPr/>"
            + "</p:nvGraphicFramePr><p:xfrm/><a:graphic><a:graphicData "
            + "uri=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"><c:chart "
            + "xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" r:id=\"c1\"/>"
            + "</a:graphicData></a:graphic></p:graphicFrame>";
        const string Chart =
            "<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Sales</a:t></a:r></a:p></c:rich></c:tx></c:title>"
            + "<c:plotArea><c:barChart><c:ser><c:tx><c:strRef><c:strCache><c:pt idx=\"0\"><c:v>East</c:v></c:pt>"
            + "</c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache><c:pt idx=\"0\"><c:v>2023</c:v></c:pt>"
            + "<c:pt idx=\"1\"><c:v>2024</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache>"
            + "<c:pt idx=\"0\"><c:v>4.2999999999999998</c:v></c:pt><c:pt idx=\"1\"><c:v>5</c:v></c:pt></c:numCache>"
            + "</c:numRef></c:val></c:ser></c:barChart></c:plotArea></c:chart>";

        ParsedDocument document = await ParseAsync(DeckFile.Of([Title + Frame], (_, slides) => DeckFile.Fill(
            slides[0].AddNewPart<ChartPart>("c1"),
            "c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"",
            Chart)));

        Assert.Equal("A title\n\nSales\n2023 | East: 4.3\n2024 | East: 5", document.Text);
    }

    [Fact]
    public async Task Speaker_notes_follow_the_slide_and_are_marked()
    {
        byte[] file = DeckFile.Of([Title], (_, slides) => DeckFile.Fill(
            slides[0].AddNewPart<NotesSlidePart>(), "p:notes", DeckFile.Tree(
                DeckFile.Shape("type=\"sldImg\"") + DeckFile.Shape("type=\"sldNum\"", DeckFile.Text("1"))
                + DeckFile.Shape("type=\"body\" idx=\"1\"", DeckFile.Text("Say hello."), DeckFile.Text("Wait.")))));

        Assert.Equal("A title\n\nNotes: Say hello.\nWait.", (await ParseAsync(file)).Text);
    }

    [Fact]
    public async Task A_slide_that_the_file_does_not_hold_is_reported()
    {
        byte[] file = DeckFile.Of([Title, Title], (deck, slides) => deck.PresentationPart!.DeletePart(slides[0]));

        ParsedDocument document = await ParseAsync(file);

        Assert.Equal("A title", document.Text);
        Assert.Equal(["Slide 1 is missing in the file."], document.Warnings);
    }

    [Fact]
    public async Task What_cannot_be_used_says_why()
    {
        byte[] ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[512]];
        byte[] encrypted = [.. ole, .. System.Text.Encoding.Unicode.GetBytes("EncryptedPackage")];
        byte[] good = DeckFile.Of([Title]);

        Assert.Equal("encrypted", (await FailureOfAsync(encrypted)).Code);
        Assert.Equal(
            ("corrupt", "The file has the format of PowerPoint before 2007. Save it as .pptx."),
            await FailureOfAsync(ole));
        Assert.Equal(
            ("corrupt", "The file is labelled PowerPoint but holds a Word document. Upload it under its true type."),
            await FailureOfAsync(WordFile.Of(WordFile.Paragraph("text"))));
        Assert.Equal("corrupt", (await FailureOfAsync([])).Code);
        Assert.Equal("corrupt", (await FailureOfAsync(good[..(good.Length / 2)])).Code);
        Assert.Equal(("no_text", "No slide that is shown holds text."), await FailureOfAsync(DeckFile.Of([""])));
        Assert.Equal(
            ("too_large", "The presentation has 2 slides, the limit is 1. Split it."),
            await FailureOfAsync(DeckFile.Of([Title, Title]), new ParsingOptions { MaxPageCount = 1 }));
    }

    [Fact]
    public async Task Document_types_are_refused()
    {
        byte[] file = DeckFile.Of([Title], (_, slides) => slides[0].FeedData(new MemoryStream(
            "<!DOCTYPE p [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><p:sld>&f;</p:sld>"u8.ToArray())));

        Assert.Equal("corrupt", (await FailureOfAsync(file)).Code);
    }

    [Fact]
    public async Task Every_sample_gives_text_or_says_that_there_is_none()
    {
        string folder = Sources.Data("office/python-pptx");
        int read = 0;

        foreach (string path in Directory.EnumerateFiles(folder, "*.pptx", SearchOption.AllDirectories))
        {
            (string? code, string? message) = await FailureOfAsync(await File.ReadAllBytesAsync(path));
            Assert.True(code is null or "no_text", $"{path}: {message}");
            read += code is null ? 1 : 0;
        }

        Assert.True(read >= 35, $"{read} files have text");
    }

    private static Task<(string? Code, string? Message)> FailureOfAsync(
        byte[] file, ParsingOptions? options = null) => ParseFailure.OfAsync(() => ParseAsync(file, options));

    private static Task<ParsedDocument> ParseAsync(byte[] file, ParsingOptions? options = null) =>
        new PptxParser(options ?? new ParsingOptions())
            .ParseAsync(Sources.Bytes(ContentTypes.Pptx, file), CancellationToken.None);
}
