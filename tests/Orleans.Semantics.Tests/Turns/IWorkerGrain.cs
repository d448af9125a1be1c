namespace Orleans.Semantics.Tests.Turns;

[Alias("semantics.worker")]
internal interface IWorkerGrain : IGrainWithStringKey
{
    [Alias("meet")]
    Task MeetAnotherWorker(string meeting);
}
