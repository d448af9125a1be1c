namespace Orleans.InProcess;

/// <summary>A start-up task with its place in the order.</summary>
internal sealed record StartupStep(int Stage, Func<IServiceProvider, CancellationToken, Task> RunAsync);
