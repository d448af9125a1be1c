namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>How a program of poppler ended.</summary>
/// <param name="ExitCode">
/// 0 is success, 1 a file that does not open; 127 a program that is not there; above 128 a signal.
/// </param>
/// <param name="Errors">The first of what it complained about.</param>
internal sealed record PopplerResult(int ExitCode, string Errors)
{
    private const int ProgramNotFound = 127;

    // 128 and the number of SIGXCPU.
    private const int ProcessorTimeExceeded = 152;

    /// <summary>Says why the program failed, if it did.</summary>
    /// <exception cref="ParseException">
    /// <c>encrypted</c>, <c>timeout</c>, <c>too_large</c>, <c>corrupt</c>.
    /// </exception>
    /// <exception cref="PopplerMissingException">The program is not there.</exception>
    public void Check(string program, ParsingOptions options)
    {
        if (ExitCode == 0)
            return;
        if (ExitCode == ProgramNotFound)
            throw new PopplerMissingException(program);
        if (Errors.Contains("Incorrect password", StringComparison.Ordinal))
            throw new ParseException("encrypted", "The PDF is protected by a password. Remove it and upload again.");
        if (Errors.Contains("Unsupported", StringComparison.OrdinalIgnoreCase)
            && Errors.Contains("security handler", StringComparison.OrdinalIgnoreCase))
            throw new ParseException("encrypted", "The PDF is encrypted in a way that cannot be read. Remove that.");
        if (ExitCode == ProcessorTimeExceeded)
            throw new ParseException("timeout",
                $"Reading the PDF took more than {options.Timeout.TotalSeconds} seconds of processor time, the limit.");
        if (Errors.Contains("ut of memory", StringComparison.Ordinal)
            || Errors.Contains("bad_alloc", StringComparison.Ordinal))
            throw new ParseException("too_large",
                $"Reading the PDF takes more than {options.MaxMemoryMegabytes} MiB of memory, the limit.");
        // Above 128 the program was ended by another signal: the file crashes it.
        string why = Errors.Split('\n')
            .LastOrDefault(line => line.Contains("Error", StringComparison.Ordinal), "");
        throw new ParseException("corrupt", why.Length > 0
            ? $"The PDF cannot be read ({program}: {why}). Open it and save it anew."
            : $"The PDF cannot be read ({program} ended with code {ExitCode}). Open it and save it anew.");
    }
}
