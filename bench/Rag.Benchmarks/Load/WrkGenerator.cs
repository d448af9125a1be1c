using System.Diagnostics;
using System.Globalization;

namespace Rag.Benchmarks.Load;

/// <summary>
/// The load generator <c>wrk</c>: it costs far less processor time than one in .NET, which shares the machine.
/// </summary>
internal sealed class WrkGenerator : ILoadGenerator
{
    private const string Program = "wrk";

    /// <inheritdoc/>
    public string Name => Program;

    /// <summary>Whether it is installed.</summary>
    public static bool IsInstalled => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(directory => File.Exists(Path.Combine(directory, Program)));

    /// <inheritdoc/>
    public async Task<LoadResult> RunAsync(Uri url, IReadOnlyList<string> bodies, int connections, TimeSpan duration)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(file, bodies);
            ProcessStartInfo start = new(Program)
            {
                ArgumentList =
                {
                    "-t1",
                    string.Create(CultureInfo.InvariantCulture, $"-c{connections}"),
                    string.Create(CultureInfo.InvariantCulture, $"-d{duration.TotalSeconds:0}s"),
                    "--timeout", "30s",
                    "-s", Path.Combine(AppContext.BaseDirectory, "Load", "query.lua"),
                    url.ToString(),
                },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["BODIES"] = file;
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return Parse(output)
                ?? throw new BenchmarkException($"wrk ended with {process.ExitCode}: {output}{await errors}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>
    /// Reads the line that <c>query.lua</c> prints: requests, microseconds measured, median, p99, errors.
    /// </summary>
    internal static LoadResult? Parse(string output)
    {
        string? line = output.Split('\n').FirstOrDefault(line => line.StartsWith("RESULT ", StringComparison.Ordinal));
        if (line is null) return null;
        double[] numbers =
            [.. line.Split(' ').Skip(1).Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        long errors = (long)numbers[4];
        return new LoadResult(
            (numbers[0] - errors) / (numbers[1] / 1e6),
            TimeSpan.FromMicroseconds(numbers[2]),
            TimeSpan.FromMicroseconds(numbers[3]),
            errors);
    }
}
