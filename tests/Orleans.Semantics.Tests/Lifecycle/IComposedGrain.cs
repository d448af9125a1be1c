namespace Orleans.Semantics.Tests.Lifecycle;

[Alias("semantics.composed")]
internal interface IComposedGrain : IGrainWithStringKey
{
    [Alias("describe")]
    Task<string> Describe();

    [Alias("leave")]
    Task Leave();
}
