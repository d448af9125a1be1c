using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>
/// Runs one of poppler's programs on a file, under limits that the kernel keeps: processor time and memory, by the
/// shell's <c>ulimit</c>. Wall time and output are limited by the caller, who cancels or reads no further.
/// </summary>
internal static class PopplerTool
{
    // The shell sets the limits on itself and then becomes the program, so there is one process to watch.
    private const string LimitScript =
        "ulimit -t \"$1\"; ulimit -v \"$2\"; ulimit -f 0; ulimit -c 0; shift 2; exec \"$@\"";

    // Enough for an error message; poppler repeats itself without end on some files.
    private const int MaxErrorLength = 4_000;

    /// <summary>Runs it to its end.</summary>
    /// <param name="name"><c>pdftotext</c>, <c>pdftohtml</c> or <c>pdfinfo</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="read">Reads its output, of which there may be more than fits into memory, to the end.</param>
    /// <param name="options">The limits.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    public static async Task<PopplerResult> RunAsync(
        string name, string[] arguments, Func<Stream, CancellationToken, Task> read, ParsingOptions options,
        CancellationToken cancellationToken)
    {
        using Process process = Start(name, arguments, options);
        try
        {
            Task<string> errors = ReadErrorsAsync(process.StandardError, cancellationToken);
            await read(process.StandardOutput.BaseStream, cancellationToken);
            string message = await errors;
            await process.WaitForExitAsync(cancellationToken);
            return new PopplerResult(process.ExitCode, message);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    private static Process Start(string name, string[] arguments, ParsingOptions options)
    {
        string path = options.PopplerDirectory is { } directory ? Path.Combine(directory, name) : name;
        bool hasShell = !OperatingSystem.IsWindows();
        var start = new ProcessStartInfo(hasShell ? "/bin/sh" : path)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (hasShell)
        {
            int seconds = (int)Math.Ceiling(options.Timeout.TotalSeconds);
            string[] limits = [seconds.ToString(CultureInfo.InvariantCulture),
                (options.MaxMemoryMegabytes * 1024L).ToString(CultureInfo.InvariantCulture)];
            foreach (string argument in (string[])["-c", LimitScript, "sh", .. limits, path])
                start.ArgumentList.Add(argument);
        }
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        string? searchPath = Environment.GetEnvironmentVariable("PATH");
        start.Environment.Clear();
        start.Environment["PATH"] = searchPath;
        try
        {
            Process process = Process.Start(start) ?? throw new PopplerMissingException(path);
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception failure)
        {
            throw new PopplerMissingException(path, failure);
        }
    }

    private static async Task<string> ReadErrorsAsync(StreamReader errors, CancellationToken cancellationToken)
    {
        var kept = new char[MaxErrorLength];
        int length = await errors.ReadBlockAsync(kept, cancellationToken);
        var rest = new char[MaxErrorLength];
        while (await errors.ReadAsync(rest, cancellationToken) > 0)
        {
            // Read on, or the program would wait for the pipe.
        }
        return new string(kept, 0, length);
    }
}
