using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Rag.Fakes.Tests.Qdrant;

/// <summary>Holds the fake against what a real server answered.</summary>
public sealed partial class QdrantRecordingTests
{
    /// <summary>What is not imitated, by the names of the recordings' cases.</summary>
    private static readonly string[] LeftOut =
    [
        "telemetry", "metrics", "create-bad-name-nul", "h-formula", "m-quotas", "m-quotas-reader", "m-issues",
    ];

    [Fact]
    public async Task The_fake_answers_as_the_real_server_did()
    {
        string folder = Path.Combine(SharedFolder.Path, "spec", "transcripts");
        if (!File.Exists(Path.Combine(folder, "replay.py")))
            Assert.Skip("needs the recordings of a real server in 'shared/spec/transcripts' beside the checkout");
        await using FakeServer server = await FakeServer.StartAsync("qdrant");
        string output = await RunAsync(
            "python3",
            [
                Path.Combine(folder, "replay.py"), "--loose", Path.Combine(folder, "qdrant.jsonl"),
                server.Url.AbsoluteUri, "--header", "api-key: admin-key",
            ]);

        Match summary = Summary().Match(output);
        Assert.True(summary.Success, output);
        Assert.Equal(LeftOut.Order(), Failure().Matches(output).Select(match => match.Groups["case"].Value).Order());
        Assert.True(int.Parse(summary.Groups["passed"].Value, CultureInfo.InvariantCulture) >= 600, output);
    }

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output;
    }

    [GeneratedRegex(@"(?<passed>\d+) passed, (?<failed>\d+) failed")]
    private static partial Regex Summary();

    [GeneratedRegex(@"^FAIL \S+?/(?<case>\S+):", RegexOptions.Multiline)]
    private static partial Regex Failure();
}
