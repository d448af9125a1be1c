using DocumentFormat.OpenXml.Packaging;
using Rag.Pipeline.Parsing;
using Rag.Pipeline.Parsing.Xlsx;

namespace Rag.Pipeline.Tests.Parsing.Xlsx;

public class XlsxParserTests
{
    private static readonly string[] People =
    [
        SheetFile.Row(1, SheetFile.Text("A1", "Name"), SheetFile.Text("B1", "Age")),
        SheetFile.Row(2, SheetFile.Text("A2", "Ann"), SheetFile.Number("B2", "31")),
        SheetFile.Row(3, SheetFile.Text("A3", "Bob"), SheetFile.Number("B3", "45")),
    ];

    [Fact]
    public async Task Every_row_is_a_paragraph_that_names_its_columns_below_the_name_of_its_sheet()
    {
        byte[] file = SheetFile.Create(("People", string.Concat(People), "", ""), ("Empty", "", "", ""));

        ParsedDocument document = await ParseAsync(file);

        Assert.Equal("People\n\nName: Ann\nAge: 31\n\nName: Bob\nAge: 45", document.Text);
        Assert.Equal([new Heading(0, 1, "People")], document.Headings);
        Assert.Empty(document.PageStarts);
    }

    [Fact]
    public async Task Cells_show_what_excel_shows()
    {
        byte[] file = SheetFile.Create([("S",
            SheetFile.Row(1, "<c r=\"A1\" t=\"s\"><v>0</v></c>", "<c r=\"B1\" t=\"s\"><v>1</v></c>",
                SheetFile.Text("C1", "c"), SheetFile.Text("D1", "d"), SheetFile.Text("E1", "e"),
                SheetFile.Text("F1", "f"))
            + SheetFile.Row(2, SheetFile.Number("A2", "45123", 1), "<c r=\"B2\" t=\"b\"><v>1</v></c>",
                "<c r=\"C2\" t=\"e\"><v>#N/A</v></c>", "<c r=\"D2\" t=\"str\"><f>A1&amp;1</f><v>so_x000D_\nfar</v></c>",
                "<c r=\"E2\" s=\"2\"><f>SUM(A1:A9)</f><v>0.125</v></c>", "<c r=\"F2\" s=\"9\"><v>5.0</v></c>"),
            "", "")], workbook =>
        {
            WorkbookPart main = workbook.WorkbookPart!;
            SheetFile.Fill(main.AddNewPart<SharedStringTablePart>(), "sst",
                "<si><r><t>rich </t></r><r><t>text</t></r></si>"
                + "<si><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>とうきょう</t></rPh></si>");
            SheetFile.Fill(main.AddNewPart<WorkbookStylesPart>(), "styleSheet",
                "<numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts><cellXfs>"
                + "<xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"10\"/></cellXfs>");
        });

        Assert.Equal(
            "S\n\nrich text: 2023-07-16\n東京: TRUE\nc: #N/A\nd: so\nfar\ne: 12.50%\nf: 5",
            (await ParseAsync(file)).Text);
    }

    [Fact]
    public async Task A_second_table_has_its_own_header_and_a_blank_row_alone_does_not_end_a_table()
    {
        byte[] file = SheetFile.Of(
        [
            SheetFile.Row(1, SheetFile.Text("A1", "Staff of 2024")), .. People.Select(row => row
                .Replace("r=\"3\"", "r=\"5\"").Replace("r=\"2\"", "r=\"3\"").Replace("r=\"1\"", "r=\"2\"")
                .Replace("A3", "A5").Replace("B3", "B5")),
            SheetFile.Row(8, SheetFile.Text("A8", "Rooms")),
            SheetFile.Row(9, SheetFile.Text("A9", "Room"), SheetFile.Text("B9", "Seats")),
            SheetFile.Row(10, SheetFile.Text("A10", "Blue"), SheetFile.Number("B10", "8")),
        ]);

        Assert.Equal(
            "Data\n\nStaff of 2024\n\nName: Ann\nAge: 31\n\nName: Bob\nAge: 45\n\nRooms\n\nRoom: Blue\nSeats: 8",
            (await ParseAsync(file)).Text);
    }

    [Fact]
    public async Task Rows_without_a_header_are_lines()
    {
        byte[] form = SheetFile.Of(
            SheetFile.Row(1, SheetFile.Text("A1", "Name"), SheetFile.Text("B1", "Ann")),
            SheetFile.Row(2, SheetFile.Text("A2", "City"), SheetFile.Text("B2", "Paris")));
        byte[] labels = SheetFile.Of(
            SheetFile.Row(1, SheetFile.Text("A1", "Name:"), SheetFile.Text("B1", "Ann")),
            SheetFile.Row(2, SheetFile.Text("A2", "Age:"), SheetFile.Number("B2", "31")));
        byte[] numbers = SheetFile.Of(
            SheetFile.Row(1, SheetFile.Number("A1", "1"), SheetFile.Number("C1", "2")),
            SheetFile.Row(2, SheetFile.Number("A2", "3"), SheetFile.Number("C2", "4")));

        Assert.Equal("Data\n\nName: Ann\nCity: Paris", (await ParseAsync(form)).Text);
        Assert.Equal("Data\n\nName: Ann\nAge: 31", (await ParseAsync(labels)).Text);
        Assert.Equal("Data\n\n1 | 2\n3 | 4", (await ParseAsync(numbers)).Text);
    }

    [Fact]
    public async Task A_header_is_one_where_its_cells_look_different_or_a_filter_stands_above_it()
    {
        string rows = SheetFile.Row(1, SheetFile.Text("A1", "Term", 1), SheetFile.Text("B1", "Meaning", 1))
            + SheetFile.Row(2, SheetFile.Text("A2", "API"), SheetFile.Text("B2", "An interface"));

        string bold = (await ParseAsync(SheetFile.Create(("S", rows, "", "")))).Text;
        string filtered = (await ParseAsync(SheetFile.Create(
            ("S", rows.Replace("s=\"1\"", ""), "<autoFilter ref=\"A1:B2\"/>", "")))).Text;

        Assert.Equal("S\n\nTerm: API\nMeaning: An interface", bold);
        Assert.Equal(bold, filtered);
    }

    [Fact]
    public async Task Merged_cells_are_in_every_row_and_above_every_column_that_they_span()
    {
        string rows =
            SheetFile.Row(1, SheetFile.Text("A1", "Region"), SheetFile.Text("B1", "Sales"))
            + SheetFile.Row(2, SheetFile.Text("B2", "Q1"), SheetFile.Text("C2", "Q2"))
            + SheetFile.Row(3, SheetFile.Text("A3", "East"), SheetFile.Number("B3", "1"), SheetFile.Number("C3", "2"))
            + SheetFile.Row(4, SheetFile.Number("B4", "3"), SheetFile.Number("C4", "4"));
        const string Merged = "<mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:C1\"/>"
            + "<mergeCell ref=\"A3:A4\"/></mergeCells>";

        Assert.Equal(
            "S\n\nRegion: East\nSales Q1: 1\nSales Q2: 2\n\nRegion: East\nSales Q1: 3\nSales Q2: 4",
            (await ParseAsync(SheetFile.Create(("S", rows, Merged, "")))).Text);
    }

    [Fact]
    public async Task Hidden_sheets_are_left_out_and_named()
    {
        string rows = string.Concat(People);
        byte[] file = SheetFile.Create(
            ("Lists", rows, "", "state=\"hidden\""), ("Code", rows, "", "state=\"veryHidden\""),
            ("Data", rows, "", ""));

        ParsedDocument document = await ParseAsync(file);

        Assert.StartsWith("Data\n\nName: Ann", document.Text, StringComparison.Ordinal);
        Assert.Equal(["Hidden sheets were left out: 'Lists', 'Code'."], document.Warnings);
    }

    [Fact]
    public async Task What_cannot_be_used_says_why()
    {
        byte[] good = SheetFile.Of(People);

        Assert.Equal(
            ("too_large", "The workbook has more than 5 cells, the limit. Split it."),
            await FailureOfAsync(good, new ParsingOptions { MaxCellCount = 5 }));
        Assert.Equal(
            ("too_large", "Row 1 of a sheet has more than 1 filled cells, the limit. Split the sheet by columns."),
            await FailureOfAsync(good, new ParsingOptions { MaxColumnCount = 1 }));
        Assert.Equal(
            ("no_text", "No sheet that is shown holds a value."), await FailureOfAsync(SheetFile.Of("")));
        Assert.Equal("corrupt", (await FailureOfAsync(good[..(good.Length / 2)])).Code);
        Assert.Equal("corrupt", (await FailureOfAsync(SheetFile.Of("<row><c>"))).Code);
        Assert.Equal(
            ("corrupt",
                "The file is labelled Excel but holds a PowerPoint presentation. Upload it under its true type."),
            await FailureOfAsync(Pptx.DeckFile.Of([""])));
    }

    [Fact]
    public async Task Document_types_are_refused()
    {
        byte[] file = SheetFile.Create([("S", "", "", "")], workbook =>
            workbook.WorkbookPart!.WorksheetParts.Single().FeedData(new MemoryStream(
                "<!DOCTYPE w [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><worksheet>&f;</worksheet>"u8.ToArray())));

        Assert.Equal("corrupt", (await FailureOfAsync(file)).Code);
    }

    [Fact]
    public async Task The_sample_reads_as_expected()
    {
        string path = Sources.Data("mixed/test.xlsx");

        ParsedDocument document = await ParseAsync(await File.ReadAllBytesAsync(path));

        Assert.StartsWith(
            "Sheet1\n\nAlpha: 89\nBeta: 82\nGamma: 100\nDelta: 12\n\nAlpha: 76",
            document.Text, StringComparison.Ordinal);
        Assert.Equal(2, document.Headings.Count);
    }

    private static Task<(string? Code, string? Message)> FailureOfAsync(
        byte[] file, ParsingOptions? options = null) => ParseFailure.OfAsync(() => ParseAsync(file, options));

    private static Task<ParsedDocument> ParseAsync(byte[] file, ParsingOptions? options = null) =>
        new XlsxParser(options ?? new ParsingOptions())
            .ParseAsync(Sources.Bytes(ContentTypes.Xlsx, file), CancellationToken.None);
}
