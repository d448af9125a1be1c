namespace Rag.Benchmarks;

/// <summary>The service or the data does not allow a measurement; the message says why.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
