namespace Rag.Benchmarks;

/// <summary>The command line makes no sense; the message says which part.</summary>
internal sealed class CommandLineException(string message) : Exception(message);
