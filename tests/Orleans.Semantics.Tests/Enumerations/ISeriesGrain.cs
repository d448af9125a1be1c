namespace Orleans.Semantics.Tests.Enumerations;

[Alias("semantics.series")]
internal interface ISeriesGrain : IGrainWithStringKey
{
    [Alias("count")]
    IAsyncEnumerable<int> Count(int last, CancellationToken token = default);

    [Alias("fail")]
    IAsyncEnumerable<int> FailAfter(int last, string message);

    [Alias("gated")]
    IAsyncEnumerable<int> CountWithGates(int last, string gate, CancellationToken token = default);

    [Alias("forever")]
    IAsyncEnumerable<int> CountForever(string ended, CancellationToken token = default);

    [Alias("ping")]
    Task<string> Ping();

    [Alias("leave")]
    Task Leave();
}
