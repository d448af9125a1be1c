namespace Orleans.Semantics.Tests.Streams;

[Alias("semantics.listener")]
internal interface IListenerGrain : IGrainWithStringKey
{
    [Alias("listen")]
    Task Listen(string stream);

    [Alias("unlisten")]
    Task StopListening();

    [Alias("publish")]
    Task Publish(string stream, int count);

    [Alias("received")]
    Task<int[]> GetReceived();

    [Alias("leave")]
    Task Leave();
}
