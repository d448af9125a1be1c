using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rag.Pipeline;

namespace Rag.Stores.Postgres;

/// <summary>The database answers in time.</summary>
internal sealed class PostgresAnswers(PostgresDatabase database) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await database.RunAsync(
                "asking whether it is there", static session => session.ReadValueAsync("SELECT 1"), cancellationToken)
                .WaitAsync(Patience, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is StoreException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy($"{database.Place} does not answer.", exception);
        }
    }
}
