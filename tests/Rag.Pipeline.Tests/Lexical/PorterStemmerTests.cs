using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Rag.Pipeline.Lexical;
using Rag.Pipeline.Tests.Quality;

namespace Rag.Pipeline.Tests.Lexical;

public sealed partial class PorterStemmerTests
{
    // The examples of the paper.
    [Theory]
    [InlineData("caresses", "caress")]
    [InlineData("ponies", "poni")]
    [InlineData("cats", "cat")]
    [InlineData("feed", "feed")]
    [InlineData("agreed", "agre")]
    [InlineData("plastered", "plaster")]
    [InlineData("sing", "sing")]
    [InlineData("conflated", "conflat")]
    [InlineData("hopping", "hop")]
    [InlineData("falling", "fall")]
    [InlineData("filing", "file")]
    [InlineData("happy", "happi")]
    [InlineData("relational", "relat")]
    [InlineData("vietnamization", "vietnam")]
    [InlineData("triplicate", "triplic")]
    [InlineData("electrical", "electr")]
    [InlineData("adoption", "adopt")]
    [InlineData("controll", "control")]
    [InlineData("is", "is")]
    public void Words_of_the_paper_get_the_stems_of_the_paper(string word, string stem) =>
        Assert.Equal(stem, Stem(word));

    [Fact]
    public void Every_word_of_the_corpora_gets_the_stem_of_the_reference()
    {
        string folder = SharedData.Path("data", "eval");
        string[] words = [.. new[] { "xquad-en", "cranfield", "claude-docs", "xquad-de" }
            .SelectMany(name => RetrievalSet.Load(name).Passages)
            .SelectMany(passage => AsciiWord().Matches(passage.IndexedText.ToLowerInvariant()))
            .Select(match => match.Value)
            .Distinct(StringComparer.Ordinal)];

        string[] expected = ReferenceStems(folder, words);

        Assert.True(words.Length > 15_000, $"only {words.Length} words");
        Assert.Equal(expected, words.Select(Stem));
    }

    private static string Stem(string word)
    {
        char[] letters = word.ToCharArray();
        return new string(letters, 0, PorterStemmer.Stem(letters));
    }

    private static string[] ReferenceStems(string folder, string[] words)
    {
        const string Script =
            "import sys; from porter import stem\nfor word in sys.stdin.read().split(): print(stem(word))";
        var start = new ProcessStartInfo("python3", ["-B", "-c", Script])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        Process? process = null;
        try
        {
            process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("needs python3, in which the reference is written");
        }
        using (process)
        {
            process!.StandardInput.Write(string.Join('\n', words));
            process.StandardInput.Close();
            return process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
    }

    [GeneratedRegex("[a-z]+")]
    private static partial Regex AsciiWord();
}
