namespace Orleans.Semantics.Tests.State;

[Alias("semantics.unlucky")]
internal interface IUnluckyGrain : IGrainWithStringKey
{
    [Alias("write")]
    Task Write();
}
