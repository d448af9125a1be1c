namespace Rag.Benchmarks.Load;

/// <summary>Asks the same route as fast as a number of connections allow; each waits for its answer.</summary>
internal interface ILoadGenerator
{
    /// <summary>How the result says who measured.</summary>
    string Name { get; }

    /// <summary>Measures.</summary>
    /// <param name="url">The route.</param>
    /// <param name="bodies">JSON bodies, asked in turn.</param>
    /// <param name="connections">Connections at a time.</param>
    /// <param name="duration">How long.</param>
    Task<LoadResult> RunAsync(Uri url, IReadOnlyList<string> bodies, int connections, TimeSpan duration);
}
