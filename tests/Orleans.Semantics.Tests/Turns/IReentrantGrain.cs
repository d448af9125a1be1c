namespace Orleans.Semantics.Tests.Turns;

[Alias("semantics.reentrant")]
internal interface IReentrantGrain : IGrainWithStringKey
{
    [Alias("meet")]
    Task MeetAnotherCall();
}
