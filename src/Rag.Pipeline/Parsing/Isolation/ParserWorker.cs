using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Rag.Pipeline.Parsing.Isolation;

/// <summary>One child process. Parses one file at a time; after any failure of the process itself it is dead.</summary>
internal sealed class ParserWorker : IDisposable
{
    // JSON of one UTF-16 unit takes at most six bytes ("\u0041"); headings and warnings repeat a part of the text.
    private const int MaxResponseBytesPerUnit = 7;
    private const long LeastResponseSize = 16 * 1024 * 1024;

    private readonly Process _process;

    private bool _isBetweenFiles = true;

    private ParserWorker(Process process)
    {
        _process = process;
        // A crashing runtime prints its whole stack. Not read, it would fill the pipe; kept, it would fill the log.
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
    }

    /// <summary>Files that it has parsed.</summary>
    public int FileCount { get; private set; }

    /// <summary>The process, for logs and tests.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Whether it can take another file.</summary>
    public bool IsUsable => _isBetweenFiles && !_process.HasExited;

    /// <summary>Starts a child.</summary>
    /// <exception cref="FileNotFoundException">The parser is not beside the host.</exception>
    public static ParserWorker Start(ParsingOptions options)
    {
        string path = options.ParserPath ?? Path.Combine(AppContext.BaseDirectory, "parser", "rag-parser.dll");
        if (!File.Exists(path))
            throw new FileNotFoundException(
                $"The parser process '{path}' is missing. Deploy the host's folder 'parser', or set ParserPath.",
                path);
        var start = new ProcessStartInfo(FindDotnet())
        {
            ArgumentList = { path },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(path),
        };
        SetEnvironment(start, options);
        return new ParserWorker(Process.Start(start)
            ?? throw new InvalidOperationException($"The parser process '{path}' did not start."));
    }

    /// <summary>Parses a file.</summary>
    /// <exception cref="ParseException">As the child says; or <c>timeout</c>; or <c>worker_died</c>.</exception>
    public async Task<ParsedDocument> ParseAsync(
        ParseSource source, ParsingOptions options, CancellationToken cancellationToken)
    {
        FileCount++;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(options.Timeout);
        ParserResponse response;
        try
        {
            response = await ExchangeAsync(source, options, deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ParseException("timeout",
                $"Parsing took longer than {options.Timeout.TotalSeconds} seconds, the limit. "
                + "Split the file, or try again when the server is less busy.");
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or JsonException)
        {
            throw new ParseException(
                ParseException.WorkerDied, "The parser process ended while it read this file.", failure);
        }
        return response.Document
            ?? throw new ParseException(
                response.FailureCode ?? "corrupt", response.FailureMessage ?? "No reason given.");
    }

    /// <summary>Ends the child at once.</summary>
    public void Dispose()
    {
        _isBetweenFiles = false;
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
        _process.Dispose();
    }

    // Not usable while a file is under way: whatever interrupts the exchange leaves half a frame in a pipe.
    private async Task<ParserResponse> ExchangeAsync(
        ParseSource source, ParsingOptions options, CancellationToken cancellationToken)
    {
        _isBetweenFiles = false;
        var request = new ParserRequest(source.ContentType, source.FileName, options);
        await ParserFrames.WriteRequestAsync(
            _process.StandardInput.BaseStream, request, source.Content, cancellationToken);
        long maxSize = Math.Max(LeastResponseSize, (long)options.MaxTextLength * MaxResponseBytesPerUnit);
        ParserResponse response = await ParserFrames.ReadResponseAsync(
            _process.StandardOutput.BaseStream, maxSize, cancellationToken);
        _isBetweenFiles = !response.IsExhausted;
        return response;
    }

    // The child needs none of the host's variables, and secrets are among them.
    private static void SetEnvironment(ProcessStartInfo start, ParsingOptions options)
    {
        long memory = (long)options.MaxMemoryMegabytes * 1024 * 1024;
        start.Environment.Clear();
        start.Environment["DOTNET_GCHeapHardLimit"] = memory.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        start.Environment["DOTNET_TieredPGO"] = "0";
    }

    // The host may be an apphost or a test runner: the muxer is found from the running framework's own folder.
    private static string FindDotnet()
    {
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        string root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        string path = Path.Combine(root, name);
        return File.Exists(path) ? path : name;
    }
}
