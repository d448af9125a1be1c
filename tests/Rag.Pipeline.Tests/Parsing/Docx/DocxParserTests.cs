using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Rag.Pipeline.Parsing;
using Rag.Pipeline.Parsing.Docx;

namespace Rag.Pipeline.Tests.Parsing.Docx;

public class DocxParserTests
{
    [Fact]
    public async Task Paragraphs_are_parted_by_blank_lines_and_core_properties_read()
    {
        byte[] file = WordFile.Create(
            main => main.Document = new Document(new Body(WordFile.Paragraph("One."), WordFile.Paragraph("Two."))),
            word =>
            {
                word.PackageProperties.Title = " A title ";
                word.PackageProperties.Creator = "Ann";
            });

        ParsedDocument document = await ParseAsync(file);

        Assert.Equal("One.\n\nTwo.", document.Text);
        Assert.Equal(("A title", "Ann"), (document.Title, document.Author));
    }

    [Fact]
    public async Task Headings_are_found_by_style_name_by_outline_level_and_through_the_style_they_are_based_on()
    {
        byte[] file = WordFile.Create(main =>
        {
            main.AddNewPart<StyleDefinitionsPart>().Styles = new Styles(
                Style("berschrift1", "heading 1"),
                Style("Mine", "My own", basedOn: "berschrift1"),
                Style("Outlined", "Outlined", outlineLevel: 2),
                Style("Cycle", "Cycle", basedOn: "Cycle"));
            main.Document = new Document(new Body(
                WordFile.Paragraph("One", "berschrift1"), WordFile.Paragraph("text"), WordFile.Paragraph("Two", "Mine"),
                WordFile.Paragraph("Three", "Outlined"), WordFile.Paragraph("plain", "Cycle")));
        });

        ParsedDocument document = await ParseAsync(file);

        Assert.Equal("One\n\ntext\n\nTwo\n\nThree\n\nplain", document.Text);
        Assert.Equal(
            [new Heading(0, 1, "One"), new Heading(11, 1, "Two"), new Heading(16, 3, "Three")], document.Headings);
    }

    [Fact]
    public async Task Tables_become_rows_and_tracked_deletions_vanish()
    {
        byte[] file = WordFile.Of(
            new Table(Row("Name", "City"), Row("Ann", "Paris")),
            new Paragraph(
                new Run(new Text("kept ") { Space = SpaceProcessingModeValues.Preserve }),
                new DeletedRun(new Run(new DeletedText("gone"))),
                new InsertedRun(new Run(new Text("new")))));

        ParsedDocument document = await ParseAsync(file);

        Assert.Equal("Name | City\nAnn | Paris\n\nkept new", document.Text);
    }

    [Fact]
    public async Task List_items_carry_their_numbers()
    {
        byte[] file = WordFile.Create(main =>
        {
            main.AddNewPart<NumberingDefinitionsPart>().Numbering = new Numbering(
                new AbstractNum(
                    new Level(new NumberingFormat { Val = NumberFormatValues.Decimal }) { LevelIndex = 0 },
                    new Level(new NumberingFormat { Val = NumberFormatValues.Bullet }) { LevelIndex = 1 })
                { AbstractNumberId = 7 },
                new NumberingInstance(new AbstractNumId { Val = 7 }) { NumberID = 1 });
            main.Document = new Document(new Body(
                WordFile.Paragraph("Steps:"), Item("first", 0), Item("detail", 1), Item("second", 0)));
        });

        Assert.Equal("Steps:\n\n1. first\n  - detail\n2. second", (await ParseAsync(file)).Text);
    }

    [Fact]
    public async Task A_password_protected_document_is_encrypted_and_an_old_one_corrupt()
    {
        byte[] ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[512]];
        byte[] encrypted = [.. ole, .. System.Text.Encoding.Unicode.GetBytes("EncryptedPackage")];

        Assert.Equal("encrypted", await FailureOfAsync(encrypted));
        Assert.Equal("corrupt", await FailureOfAsync(ole));
    }

    [Fact]
    public async Task What_is_no_word_document_is_corrupt()
    {
        Assert.Equal("corrupt", await FailureOfAsync([]));
        Assert.Equal("corrupt", await FailureOfAsync("not a zip"u8.ToArray()));
        Assert.Equal("corrupt", await FailureOfAsync(WordFile.Zip(("a.txt", "a"u8.ToArray()))));
        byte[] good = WordFile.Of(WordFile.Paragraph("text"));
        Assert.Equal("corrupt", await FailureOfAsync(good[..(good.Length / 2)]));
        Assert.Equal("corrupt", await FailureOfAsync(WordFile.WithMainPart("<w:document")));
    }

    [Fact]
    public async Task An_empty_document_has_no_text()
    {
        Assert.Equal("no_text", await FailureOfAsync(WordFile.Of(WordFile.Paragraph("  "))));
    }

    [Fact]
    public async Task Document_types_are_refused_so_entities_cannot_expand_or_fetch()
    {
        string bomb =
            """
            <!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
            <!ENTITY f SYSTEM "file:///etc/passwd">]>
            <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
            <w:body><w:p><w:r><w:t>&b;&f;</w:t></w:r></w:p></w:body></w:document>
            """;

        Assert.Equal("corrupt", await FailureOfAsync(WordFile.WithMainPart(bomb)));
    }

    [Fact]
    public async Task Zip_bombs_are_too_large_by_size_by_ratio_and_by_count()
    {
        const string Xml =
            """
            <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
            <w:body><w:p><w:r><w:t>x</w:t></w:r></w:p></w:body></w:document>
            """;
        byte[] ratio = WordFile.WithMainPart(Xml, ("word/media/a.bin", new byte[20_000_000]));
        (string, byte[])[] many =
            [.. Enumerable.Range(0, 200).Select(index => ($"word/media/{index}.bin", new byte[1]))];
        var incompressible = new byte[2_000_000];
        new Random(1).NextBytes(incompressible);

        Assert.Equal("too_large", await FailureOfAsync(ratio));
        Assert.Equal("too_large", await FailureOfAsync(
            WordFile.WithMainPart(Xml, many), new ParsingOptions { MaxArchiveEntryCount = 100 }));
        Assert.Equal("too_large", await FailureOfAsync(
            WordFile.WithMainPart(Xml, ("word/media/a.bin", incompressible)),
            new ParsingOptions { MaxArchiveSizeBytes = 1_000_000 }));
    }

    [Fact]
    public async Task Entries_with_hostile_names_and_external_targets_do_nothing()
    {
        const string Xml =
            """
            <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
            <w:body><w:p><w:r><w:t>text</w:t></w:r></w:p></w:body></w:document>
            """;
        const string Relationships =
            """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
            <Relationship Id="r1" TargetMode="External" Target="file:///etc/passwd"
             Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>
            </Relationships>
            """;
        byte[] file = WordFile.WithMainPart(
            Xml, ("word/_rels/document.xml.rels", System.Text.Encoding.UTF8.GetBytes(Relationships)),
            ("../../../../tmp/escaped.bin", "x"u8.ToArray()));

        Assert.Equal("text", (await ParseAsync(file)).Text);
    }

    [Fact]
    public async Task Every_sample_gives_text_or_says_that_there_is_none()
    {
        string folder = Sources.Data("office");
        int read = 0;

        foreach (string path in Directory.EnumerateFiles(folder, "*.docx", SearchOption.AllDirectories))
        {
            byte[] bytes = await File.ReadAllBytesAsync(path);
            string? failure = await FailureOfAsync(bytes);
            Assert.True(failure is null or "no_text", $"{path}: {failure}");
            read += failure is null ? 1 : 0;
        }

        Assert.True(read >= 40, $"{read} files have text");
    }

    private static Style Style(string id, string name, string? basedOn = null, int? outlineLevel = null)
    {
        var style = new Style(new StyleName { Val = name }) { StyleId = id, Type = StyleValues.Paragraph };
        if (basedOn is not null)
            style.BasedOn = new BasedOn { Val = basedOn };
        if (outlineLevel is not null)
            style.StyleParagraphProperties = new StyleParagraphProperties(new OutlineLevel { Val = outlineLevel });
        return style;
    }

    private static Paragraph Item(string text, int level)
    {
        Paragraph paragraph = WordFile.Paragraph(text);
        paragraph.ParagraphProperties = new ParagraphProperties(new NumberingProperties(
            new NumberingLevelReference { Val = level }, new NumberingId { Val = 1 }));
        return paragraph;
    }

    private static TableRow Row(params string[] cells) =>
        new(cells.Select(cell => new TableCell(WordFile.Paragraph(cell))));

    private static async Task<string?> FailureOfAsync(byte[] file, ParsingOptions? options = null) =>
        (await ParseFailure.OfAsync(() => ParseAsync(file, options))).Code;

    private static Task<ParsedDocument> ParseAsync(byte[] file, ParsingOptions? options = null) =>
        new DocxParser(options ?? new ParsingOptions())
            .ParseAsync(Sources.Bytes(ContentTypes.Docx, file), CancellationToken.None);
}
