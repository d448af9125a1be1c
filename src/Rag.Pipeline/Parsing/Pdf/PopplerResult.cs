namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>How a program of poppler ended.</summary>
/// <param name="ExitCode">
/// 0 is success, 1 a file that does not open; 127 a program that is not there; above 128 a signal.
/// </param>
/// <param name="Output">What it wrote.</param>
/// <param name="Errors">The first of what it complained about.</param>
internal sealed record PopplerResult(int ExitCode, byte[] Output, string Errors);
