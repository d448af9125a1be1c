namespace Orleans.Semantics.Tests.Lifecycle;

[Alias("semantics.lifecycle")]
internal interface ILifecycleGrain : IGrainWithStringKey
{
    [Alias("id")]
    Task<string> GetActivationId();

    [Alias("leave")]
    Task<string> LeaveWhenIdle(string leaving, string released);

    [Alias("delay")]
    Task DelayDeactivation(TimeSpan time);

    [Alias("tick")]
    Task StartTicking(bool keepAlive);
}
