using System.Globalization;
using System.Text.RegularExpressions;

namespace Rag.Fakes.Tests;

/// <summary>What a real server answered, held against a fake.</summary>
internal static partial class Recording
{
    /// <summary>Sends every request of a recording, in order, to an empty server.</summary>
    /// <returns>The cases that were answered differently, as <c>group/case</c>, and the number of all.</returns>
    public static async Task<(IReadOnlyList<string> Failed, int Count)> ReplayAsync(string file, Uri url, string header)
    {
        string tool = Outside.Shared("spec", "transcripts", "replay.py");
        string recording = Outside.Shared("spec", "transcripts", file);
        (_, string output) = await Outside.RunAsync(
            "python3",
            Outside.RepositoryRoot(),
            tool, recording, url.ToString().TrimEnd('/'), "--header", header, "--loose");
        Match count = CountPattern().Match(output);
        Assert.True(count.Success, output);
        string[] failed = [.. FailurePattern().Matches(output).Select(match => match.Groups["case"].Value)];
        Assert.Equal(Number(count, "failed"), failed.Length);
        return (failed, Number(count, "passed") + failed.Length);
    }

    private static int Number(Match match, string group) =>
        int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^FAIL (?<case>[^:]+):", RegexOptions.Multiline)]
    private static partial Regex FailurePattern();

    [GeneratedRegex(@"^(?<passed>\d+) passed, (?<failed>\d+) failed", RegexOptions.Multiline)]
    private static partial Regex CountPattern();
}
