namespace Rag.Benchmarks.Load;

/// <summary>What one measurement gave.</summary>
/// <param name="RequestsPerSecond">Successful answers a second.</param>
/// <param name="Median">Half of the answers took no longer.</param>
/// <param name="Percentile99">99 of 100 answers took no longer.</param>
/// <param name="Errors">Answers that were no success, and broken connections.</param>
internal sealed record LoadResult(double RequestsPerSecond, TimeSpan Median, TimeSpan Percentile99, long Errors);
