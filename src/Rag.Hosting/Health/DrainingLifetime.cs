using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Rag.Hosting.Cluster;

namespace Rag.Hosting.Health;

/// <summary>
/// Ends the host on signals: on SIGTERM after the drain time, on SIGINT and SIGQUIT (a person at the keyboard) at once.
/// </summary>
internal sealed class DrainingLifetime(
    Draining draining, IHostApplicationLifetime application, IOptions<ClusterHostOptions> options, TimeProvider time)
    : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> _signals = [];

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            if (draining.TryBegin()) _ = StopLaterAsync();
        }));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, StopNow));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGQUIT, StopNow));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals) signal.Dispose();
    }

    private void StopNow(PosixSignalContext signal)
    {
        signal.Cancel = true;
        draining.TryBegin();
        application.StopApplication();
    }

    private async Task StopLaterAsync()
    {
        await Task.Delay(options.Value.DrainTime, time);
        application.StopApplication();
    }
}
