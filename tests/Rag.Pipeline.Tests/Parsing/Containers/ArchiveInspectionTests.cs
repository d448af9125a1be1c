using System.IO.Compression;
using Rag.Pipeline.Parsing;
using Rag.Pipeline.Parsing.Isolation;
using Rag.Pipeline.Tests.Parsing.Docx;
using Rag.Pipeline.Tests.Parsing.Epub;
using Rag.Pipeline.Tests.Parsing.Odt;
using Rag.Pipeline.Tests.Parsing.Pptx;
using Rag.Pipeline.Tests.Parsing.Xlsx;

namespace Rag.Pipeline.Tests.Parsing.Containers;

public class ArchiveInspectionTests
{
    private static readonly Dictionary<string, byte[]> Files = new()
    {
        [ContentTypes.Docx] = WordFile.Of(WordFile.Paragraph("text")),
        [ContentTypes.Pptx] = DeckFile.Of([DeckFile.Shape(null, DeckFile.Text("text"))]),
        [ContentTypes.Xlsx] = SheetFile.Of(SheetFile.Row(1, SheetFile.Text("A1", "text"))),
        [ContentTypes.Epub] = BookFile.Of("<p>text</p>"),
        [ContentTypes.Odt] = OdtFile.Of("<text:p>text</text:p>"),
    };

    public static TheoryData<string> Containers => [.. Files.Keys];

    [Theory]
    [MemberData(nameof(Containers))]
    public async Task Bombs_are_too_large_by_size_by_ratio_and_by_count(string contentType)
    {
        var incompressible = new byte[2_000_000];
        new Random(1).NextBytes(incompressible);
        (string, byte[])[] many = [.. Enumerable.Range(0, 200).Select(index => ($"x/{index}.bin", new byte[1]))];

        Assert.Equal("too_large", await FailureOfAsync(contentType, [("x/a.bin", new byte[20_000_000])]));
        Assert.Equal("too_large", await FailureOfAsync(
            contentType, many, new ParsingOptions { MaxArchiveEntryCount = 100 }));
        Assert.Equal("too_large", await FailureOfAsync(
            contentType, [("x/a.bin", incompressible)], new ParsingOptions { MaxArchiveSizeBytes = 1_000_000 }));
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public async Task Text_is_bounded_whatever_it_is_made_of(string contentType)
    {
        string text = new('x', 2_000);
        byte[] file = contentType switch
        {
            ContentTypes.Docx => WordFile.Of(WordFile.Paragraph(text)),
            ContentTypes.Pptx => DeckFile.Of([DeckFile.Shape(null, DeckFile.Text(text))]),
            ContentTypes.Xlsx => SheetFile.Of(SheetFile.Row(1, SheetFile.Text("A1", text))),
            ContentTypes.Epub => BookFile.Of($"<p>{text}</p>"),
            _ => OdtFile.Of($"<text:p>{text}</text:p>"),
        };

        ParseException failure = await Assert.ThrowsAsync<ParseException>(
            () => ParseAsync(contentType, file, new ParsingOptions { MaxTextLength = 1_000 }));

        Assert.Equal("too_large", failure.Code);
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public async Task Entries_with_hostile_names_do_nothing(string contentType)
    {
        byte[] file = With(Files[contentType], [("../../../../tmp/escaped.bin", [1]), ("/etc/passwd", [1])]);

        ParsedDocument document = await ParseAsync(contentType, file, new ParsingOptions());

        Assert.Contains("text", document.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public async Task Damage_anywhere_gives_text_or_a_reason(string contentType)
    {
        var random = new Random(7);
        for (int round = 0; round < 200; round++)
        {
            byte[] file = [.. Files[contentType]];
            for (int damage = 0; damage < 1 + (round % 5); damage++)
                file[random.Next(file.Length)] = (byte)random.Next(256);

            try
            {
                await ParseAsync(contentType, file, new ParsingOptions());
            }
            catch (ParseException failure)
            {
                Assert.Contains(failure.Code, (string[])["corrupt", "no_text", "too_large", "encrypted"]);
            }
        }
    }

    private static async Task<string?> FailureOfAsync(
        string contentType, (string Name, byte[] Content)[] more, ParsingOptions? options = null)
    {
        byte[] file = With(Files[contentType], more);
        ParseException failure = await Assert.ThrowsAsync<ParseException>(
            () => ParseAsync(contentType, file, options ?? new ParsingOptions()));
        return failure.Code;
    }

    private static byte[] With(byte[] container, (string Name, byte[] Content)[] more)
    {
        using var stream = new MemoryStream();
        stream.Write(container);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
            foreach ((string name, byte[] content) in more)
            {
                using Stream entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        return stream.ToArray();
    }

    private static Task<ParsedDocument> ParseAsync(string contentType, byte[] file, ParsingOptions options) =>
        IsolatedParsers.Create(options).ParseAsync(Sources.Bytes(contentType, file), CancellationToken.None);
}
