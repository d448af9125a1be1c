namespace Orleans.Semantics.Tests.Lifecycle;

[Alias("semantics.restless")]
internal interface IRestlessGrain : IGrainWithStringKey
{
    [Alias("count")]
    Task Count(bool leave);

    [Alias("hold")]
    Task Hold(string entered, string released);

    [Alias("total")]
    Task<long> GetTotal();
}
