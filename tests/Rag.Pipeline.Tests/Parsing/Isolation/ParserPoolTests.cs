using System.Diagnostics;
using System.Text;
using Rag.Pipeline.Parsing;
using Rag.Pipeline.Parsing.Isolation;
using Rag.Pipeline.Tests.Parsing.Docx;
using Rag.Pipeline.Tests.Parsing.Epub;
using Rag.Pipeline.Tests.Parsing.Odt;
using Rag.Pipeline.Tests.Parsing.Pptx;
using Rag.Pipeline.Tests.Parsing.Xlsx;

namespace Rag.Pipeline.Tests.Parsing.Isolation;

public class ParserPoolTests
{
    private static readonly string[] DocumentedCodes =
        ["corrupt", "no_text", "timeout", "too_large", ParseException.WorkerDied];

    [Fact]
    public async Task One_process_reads_many_files_of_both_formats()
    {
        using var pool = new ParserPool(new ParsingOptions { WorkerCount = 1 });

        for (int round = 0; round < 3; round++)
        {
            Assert.Equal("Hello.", (await pool.ParseAsync(Page("<p>Hello.</p>"), CancellationToken.None)).Text);
            byte[] file = WordFile.Of(WordFile.Paragraph("Grüße 日本 😀"));
            ParsedDocument word = await pool.ParseAsync(
                Sources.Bytes(ContentTypes.Docx, file), CancellationToken.None);
            Assert.Equal("Grüße 日本 😀", word.Text);
        }
    }

    [Fact]
    public async Task A_failure_of_the_file_crosses_with_its_code_and_the_next_file_is_read()
    {
        using var pool = new ParserPool(new ParsingOptions { WorkerCount = 1 });

        ParseException failure = await Assert.ThrowsAsync<ParseException>(
            () => pool.ParseAsync(Sources.Bytes(ContentTypes.Docx, "no zip"u8.ToArray()), CancellationToken.None));

        Assert.Equal("corrupt", failure.Code);
        await AssertReadsAsync(pool);
    }

    [Fact]
    public async Task A_worker_that_dies_fails_its_file_only()
    {
        var options = new ParsingOptions();
        ParserWorker worker = ParserWorker.Start(options);
        using (var process = Process.GetProcessById(worker.ProcessId))
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        ParseException failure = await Assert.ThrowsAsync<ParseException>(
            () => worker.ParseAsync(Page("<p>x</p>"), options, CancellationToken.None));

        Assert.Equal(ParseException.WorkerDied, failure.Code);
        Assert.False(worker.IsUsable);
        worker.Dispose();
    }

    [Theory]
    [InlineData("<div>")]
    [InlineData("<b>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<ul><li>")]
    [InlineData("<p><font>")]
    public async Task Deep_nesting_fails_at_most_itself(string tag)
    {
        var options = new ParsingOptions { WorkerCount = 1, Timeout = TimeSpan.FromSeconds(3) };
        using var pool = new ParserPool(options);
        string page = string.Concat(Enumerable.Repeat(tag, 100_000)) + "deep";

        await AssertTextOrDocumentedCodeAsync(pool, Page(page));

        options.Timeout = TimeSpan.FromMinutes(1); // A busy machine may take its time for the next one.
        await AssertReadsAsync(pool);
    }

    [Theory]
    [InlineData(ContentTypes.Docx)]
    [InlineData(ContentTypes.Pptx)]
    [InlineData(ContentTypes.Xlsx)]
    [InlineData(ContentTypes.Epub)]
    [InlineData(ContentTypes.Odt)]
    [InlineData(ContentTypes.Notebook)]
    public async Task Deep_containers_fail_at_most_themselves(string contentType)
    {
        var options = new ParsingOptions { WorkerCount = 1, Timeout = TimeSpan.FromSeconds(3) };
        using var pool = new ParserPool(options);

        await AssertTextOrDocumentedCodeAsync(pool, Sources.Bytes(contentType, DeepFile(contentType)));

        options.Timeout = TimeSpan.FromMinutes(1); // A busy machine may take its time for the next one.
        await AssertReadsAsync(pool);
    }

    [Fact]
    public async Task A_file_that_needs_too_much_memory_is_too_large_or_kills_its_worker()
    {
        var options = new ParsingOptions { WorkerCount = 1, MaxMemoryMegabytes = 64 };
        using var pool = new ParserPool(options);
        string page = string.Concat(Enumerable.Repeat("<p><b>a</b>", 1_000_000));

        ParseException failure = await Assert.ThrowsAsync<ParseException>(
            () => pool.ParseAsync(Page(page), CancellationToken.None));

        Assert.Contains(failure.Code, (string[])["too_large", ParseException.WorkerDied]);
        await AssertReadsAsync(pool);
    }

    [Fact]
    public async Task A_slow_file_times_out_and_its_worker_is_replaced()
    {
        var options = new ParsingOptions { WorkerCount = 1, Timeout = TimeSpan.FromMilliseconds(1) };
        using ParserWorker worker = ParserWorker.Start(options);

        ParseException failure = await Assert.ThrowsAsync<ParseException>(
            () => worker.ParseAsync(Page("<p>x</p>"), options, CancellationToken.None));

        Assert.Equal("timeout", failure.Code);
        Assert.False(worker.IsUsable);
    }

    [Fact]
    public async Task A_worker_is_replaced_after_its_share_of_files()
    {
        using var pool = new ParserPool(new ParsingOptions { WorkerCount = 1, FilesPerWorker = 1 });

        for (int round = 0; round < 3; round++)
            await AssertReadsAsync(pool);
    }

    [Fact]
    public void The_child_inherits_nothing_of_the_hosts_environment()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Reads /proc.");
        using ParserWorker worker = ParserWorker.Start(new ParsingOptions());

        string[] variables = File.ReadAllText($"/proc/{worker.ProcessId}/environ")
            .Split('\0', StringSplitOptions.RemoveEmptyEntries);

        Assert.All(variables, variable => Assert.StartsWith("DOTNET_", variable, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_missing_parser_is_named()
    {
        using var pool = new ParserPool(new ParsingOptions { ParserPath = "/nonexistent/rag-parser.dll" });

        FileNotFoundException failure = await Assert.ThrowsAsync<FileNotFoundException>(
            () => pool.ParseAsync(Page("<p>x</p>"), CancellationToken.None));

        Assert.Contains("/nonexistent/rag-parser.dll", failure.Message, StringComparison.Ordinal);
    }

    private static byte[] DeepFile(string contentType) => contentType switch
    {
        ContentTypes.Docx => WordFile.WithMainPart(
            "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"
            + Nested("w:sdt", "<w:p><w:r><w:t>deep</w:t></w:r></w:p>") + "</w:body></w:document>"),
        ContentTypes.Pptx => DeckFile.Of([Nested("p:grpSp", DeckFile.Shape(null, DeckFile.Text("deep")))]),
        ContentTypes.Xlsx => SheetFile.Of(SheetFile.Row(1, $"<c t=\"inlineStr\">{Nested("is", "<t>deep</t>")}</c>")),
        ContentTypes.Epub => BookFile.Of(Nested("div", "deep")),
        ContentTypes.Odt => OdtFile.Of(Nested("text:section", "<text:p>deep</text:p>")),
        _ => Encoding.UTF8.GetBytes(
            "{\"cells\":[{\"source\":" + new string('[', 100_000) + "\"deep\"" + new string(']', 100_000) + "}]}"),
    };

    private static string Nested(string name, string content) =>
        string.Concat(Enumerable.Repeat($"<{name}>", 100_000)) + content
        + string.Concat(Enumerable.Repeat($"</{name}>", 100_000));

    private static ParseSource Page(string html) => Sources.Bytes(ContentTypes.Html, Encoding.UTF8.GetBytes(html));

    private static async Task AssertReadsAsync(ParserPool pool) =>
        Assert.Equal("Next.", (await pool.ParseAsync(Page("<p>Next.</p>"), CancellationToken.None)).Text);

    private static async Task AssertTextOrDocumentedCodeAsync(ParserPool pool, ParseSource source)
    {
        try
        {
            ParsedDocument document = await pool.ParseAsync(source, CancellationToken.None);
            Assert.Contains("deep", document.Text, StringComparison.Ordinal);
        }
        catch (ParseException failure)
        {
            Assert.Contains(failure.Code, DocumentedCodes);
        }
    }
}
