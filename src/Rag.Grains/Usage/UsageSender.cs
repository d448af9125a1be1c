using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.Grains.Interfaces;

namespace Rag.Grains.Usage;

/// <summary>
/// Hands a silo's usage over to the tenants' grains from time to time, and once more before the silo stops.
/// </summary>
internal sealed partial class UsageSender(
    UsageRecorder recorder,
    IGrainFactory grains,
    IOptions<UsageOptions> options,
    TimeProvider time,
    ILogger<UsageSender> logger) : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _work = WorkAsync();
        return Task.CompletedTask;
    }

    /// <summary>Every service is still up, the silo too.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _work;
        await SendAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stop.Dispose();

    private async Task WorkAsync()
    {
        using var timer = new PeriodicTimer(options.Value.WriteInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token)) await SendAsync(_stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The last report goes out below.
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        foreach ((TenantId tenant, DateOnly month, UsageReport report) in recorder.Reports())
        {
            try
            {
                await grains.Usage(tenant, month).AddAsync(report, cancellationToken);
                recorder.Confirm(tenant, month);
            }
#pragma warning disable CA1031 // Whatever fails, the report is kept and sent again; it is counted once.
            catch (Exception exception) when (
                exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogNotSent(exception, tenant.Value, report.Sequence);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Usage of tenant {Tenant} (report {Sequence}) was not written; again later.")]
    private partial void LogNotSent(Exception exception, string tenant, long sequence);
}
