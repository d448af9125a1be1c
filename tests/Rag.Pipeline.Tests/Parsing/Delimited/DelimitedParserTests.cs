using System.Text.Json;
using Rag.Pipeline.Parsing;
using Rag.Pipeline.Parsing.Delimited;

namespace Rag.Pipeline.Tests.Parsing.Delimited;

public class DelimitedParserTests
{
    [Theory]
    [InlineData("name,city\nAnn,Paris\nBob,Rome\n")]
    [InlineData("name;city\r\nAnn;Paris\r\nBob;Rome")]
    [InlineData("name\tcity\nAnn\tParis\nBob\tRome\n")]
    [InlineData("name|city\nAnn|Paris\nBob|Rome\n")]
    [InlineData("\uFEFF\"name\",\"city\"\n\"Ann\",\"Paris\"\n\n\"Bob\",\"Rome\"\n")]
    public async Task Every_record_is_a_paragraph_that_names_its_columns(string csv)
    {
        ParsedDocument document = await ParseAsync(csv);

        Assert.Equal("name: Ann\ncity: Paris\n\nname: Bob\ncity: Rome", document.Text);
    }

    [Fact]
    public async Task Tabs_separate_a_tsv_whatever_else_it_holds()
    {
        ParsedDocument document = await ParseAsync("a,b\tc\n1,2\t3\n", ContentTypes.Tsv);

        Assert.Equal("a,b: 1,2\nc: 3", document.Text);
    }

    [Fact]
    public async Task A_file_of_values_has_numbered_columns()
    {
        Assert.Equal(
            "Column 1: 1\nColumn 2: 2\n\nColumn 1: 3\nColumn 2: 4", (await ParseAsync("1,2\n3,4\n")).Text);
    }

    [Fact]
    public async Task Empty_fields_are_left_out_and_surplus_ones_kept()
    {
        Assert.Equal("a: 1\nColumn 3: x\n\nb: 2", (await ParseAsync("a,b\n1,,x\n,2\n")).Text);
    }

    [Fact]
    public async Task A_blank_line_inside_a_field_does_not_part_the_record()
    {
        Assert.Equal("a: one\ntwo\nb: 2", (await ParseAsync("a,b\n\"one\n\ntwo\",2\n")).Text);
    }

    [Fact]
    public async Task A_header_alone_is_text()
    {
        Assert.Equal("Column 1: name\nColumn 2: city", (await ParseAsync("name,city\n")).Text);
    }

    [Fact]
    public async Task An_open_quote_does_not_swallow_the_rest_of_the_file()
    {
        ParsedDocument document = await ParseAsync("a,b\n1,\"two\n3,four\n5,six\n");

        Assert.EndsWith("a: 3\nb: four\n\na: 5\nb: six", document.Text, StringComparison.Ordinal);
        Assert.Equal(["A quote is never closed; every line was read as a row of its own."], document.Warnings);
    }

    [Fact]
    public async Task Too_many_columns_and_too_long_fields_are_too_large()
    {
        string wide = string.Join(',', Enumerable.Range(0, 51));
        string longField = "a,b\n1," + new string('x', 201);

        foreach (string csv in (string[])[wide, longField])
        {
            ParseException failure = await Assert.ThrowsAsync<ParseException>(() => ParseAsync(csv));
            Assert.Equal("too_large", failure.Code);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\n")]
    public async Task A_file_without_values_has_no_text(string csv)
    {
        ParseException failure = await Assert.ThrowsAsync<ParseException>(() => ParseAsync(csv));

        Assert.Equal("no_text", failure.Code);
    }

    [Fact]
    public async Task The_spectrum_of_csv_files_reads_as_expected()
    {
        string folder = Sources.Data("csv/csv-spectrum");

        foreach (string path in Directory.EnumerateFiles(Path.Combine(folder, "csvs")))
        {
            string text = await File.ReadAllTextAsync(path);
            string name = Path.GetFileNameWithoutExtension(path);
            // Its expectation names another phone number than the file.
            if (name == "location_coordinates")
                continue;
            using JsonDocument expected = JsonDocument.Parse(
                await File.ReadAllTextAsync(Path.Combine(folder, "json", name + ".json")));

            var records = DelimitedRecords.Read(text, separator: null, canSpanLines: true, new ParsingOptions());

            string[][] rows = [.. records.Rows];
            JsonElement[] objects = expected.RootElement.ValueKind == JsonValueKind.Array
                ? [.. expected.RootElement.EnumerateArray()]
                : [expected.RootElement];
            string[][] expectedRows = [.. objects.Select(row => row.EnumerateObject()
                .Select(field => field.Value.GetString()!.ReplaceLineEndings("\n")).ToArray())];
            Assert.Equal((name, expectedRows.Length), (name, rows.Length));
            for (int index = 0; index < rows.Length; index++)
                Assert.Equal(expectedRows[index], rows[index]);
            Assert.Equal(objects[0].EnumerateObject().Select(field => field.Name), records.Columns);
        }
    }

    private static Task<ParsedDocument> ParseAsync(string csv, string contentType = ContentTypes.Csv) =>
        new DelimitedParser(new ParsingOptions { MaxColumnCount = 50, MaxFieldLength = 200 })
            .ParseAsync(Sources.Text(contentType, csv), CancellationToken.None);
}
