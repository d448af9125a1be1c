#if ORLEANS_PACKAGES
using Microsoft.Extensions.Logging;

namespace Rag.Hosting.Orleans;

/// <summary>
/// Lets a client wait for its cluster for as long as it takes: hosts start in any order, and readiness says meanwhile
/// that there is nothing to serve.
/// </summary>
internal sealed partial class PatientConnection(TimeProvider time, ILogger<PatientConnection> logger)
    : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        NoCluster(logger, exception.Message);
        await Task.Delay(Delay, time, cancellationToken);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "No silo of the cluster could be reached yet ({Reason}); trying again")]
    private static partial void NoCluster(ILogger logger, string reason);
}
#endif
