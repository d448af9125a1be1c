using System.Text;
using Rag.Pipeline.Answering.Leaks;

namespace Rag.Pipeline.Tests.Answering.Leaks;

public sealed class LeakScanTests
{
    private const string Mark = "3fa94c07d1e25b68";

    private const string Secret =
        "You answer questions from the numbered sources you are given, and from nothing else. Put the number of the "
        + "source that supports it behind every statement.";

    public static TheoryData<string> Forms =>
    [
        $"The mark is {Mark}.",
        $"THE MARK IS {Mark.ToUpperInvariant()}",
        "3 f a 9 - 4 c 0 7 - d 1 e 2 - 5 b 6 8",
        "3fa94c07\nd1e25b68",
        "86b52e1d70c49af3",
        "3sn94p07q1r25o68",
        "33 66 61 39 34 63 30 37 64 31 65 32 35 62 36 38",
        Convert.ToBase64String(Encoding.ASCII.GetBytes($"{Mark}")),
        Convert.ToBase64String(Encoding.ASCII.GetBytes($"x{Mark} and more")),
        Convert.ToBase64String(Encoding.ASCII.GetBytes($"xy{Mark} and more")),
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void The_mark_is_found_in_every_form_and_however_it_is_cut(string said)
    {
        Assert.True(Scan().Finds(said));
        LeakScan byCharacter = Scan();
        Assert.Contains(said.Select(c => byCharacter.Finds(c.ToString())), found => found);
    }

    [Fact]
    public void Another_mark_or_half_of_one_is_none()
    {
        Assert.False(Scan().Finds("3fa94c07d1e25b69 3fa94c07 d1e25b6"));
        Assert.True(Scan().Finds("3fa94c07 3fa94c07d1e25b68"));
    }

    [Fact]
    public void A_dozen_words_of_the_instructions_are_found_whatever_stands_between_the_letters()
    {
        Assert.True(Scan().Finds("Sure: " + Secret[40..130]));
        Assert.True(Scan().Finds(string.Join('_', Secret[40..130].ToUpperInvariant().ToCharArray())));
        Assert.False(Scan().Finds(Secret.AsSpan(40, 60)));
        Assert.False(Scan().Finds(
            "You answer questions from the numbered sources. Put the number behind every statement."));
    }

    [Fact]
    public void What_a_source_says_as_well_is_no_secret()
    {
        LeakScan scan = Scan($"Our prompt says: “{Secret}”");

        Assert.False(scan.Finds(Secret));
        Assert.True(scan.Finds(Mark));
    }

    private static LeakScan Scan(params string[] sources) =>
        new(new PromptCanary(Mark).Marks, new SecretText(Secret), sources);
}
