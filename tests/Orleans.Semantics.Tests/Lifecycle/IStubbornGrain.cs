namespace Orleans.Semantics.Tests.Lifecycle;

[Alias("semantics.stubborn")]
internal interface IStubbornGrain : IGrainWithStringKey
{
    [Alias("ping")]
    Task<int> Ping();
}
