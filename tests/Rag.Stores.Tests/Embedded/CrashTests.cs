using System.Diagnostics;
using System.Globalization;

namespace Rag.Stores.Tests.Embedded;

/// <summary>Real processes, really killed.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Rounds = 6;

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_kill_every_confirmed_write_is_there_and_every_other_is_whole_or_absent()
    {
        int seed = Environment.TickCount & 0xFFFF;
        TestContext.Current.SendDiagnosticMessage("seed {0}", seed);
        var random = new Random(seed);
        var oracle = new CrashOracle();
        for (int round = 1; round <= Rounds; round++)
        {
            // So many confirmations, and then a random moment of the next operations: no clock decides what is tested.
            List<string> lines = await RunUntilKilledAsync(round, random.Next(5, 60), random.Next(0, 3_000));
            oracle.Hear(lines);
            using var stores = new EmbeddedStores(_directory.Path, CrashHost.Settings);
            await oracle.CheckAsync(stores);
        }

        Assert.True(oracle.ConfirmedCount > 0, $"nothing was confirmed; seed {seed}");
    }

    [Fact]
    public async Task A_second_process_is_refused()
    {
        using var stores = new EmbeddedStores(_directory.Path);
        using Process child = Start(seed: 1);

        string? line = await child.StandardOutput.ReadLineAsync(Token);
        await child.WaitForExitAsync(Token);

        Assert.StartsWith("refused locked", line, StringComparison.Ordinal);
        Assert.Contains(
            Environment.ProcessId.ToString(CultureInfo.InvariantCulture), line, StringComparison.Ordinal);
        Assert.Equal(3, child.ExitCode);
    }

    public void Dispose() => _directory.Dispose();

    private async Task<List<string>> RunUntilKilledAsync(int round, int confirmations, int spins)
    {
        using Process child = Start(round);
        var lines = new List<string>();
        int ends = 0;
        while (ends < confirmations && await child.StandardOutput.ReadLineAsync(Token) is { } line)
        {
            lines.Add(line);
            if (line.StartsWith("end", StringComparison.Ordinal)) ends++;
        }

        Assert.Equal(confirmations, ends);
        Thread.SpinWait(spins * 100);
        child.Kill();
        // What it said before it died is still in the pipe.
        string rest = await child.StandardOutput.ReadToEndAsync(Token);
        await child.WaitForExitAsync(Token);
        lines.AddRange(rest.Split('\n').SkipLast(1));
        return lines;
    }

    private Process Start(int seed)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment =
            {
                [CrashHost.DirectoryVariable] = _directory.Path,
                [CrashHost.SeedVariable] = seed.ToString(CultureInfo.InvariantCulture),
            },
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(CrashTests).Assembly.Location);
        return Process.Start(start)!;
    }
}
