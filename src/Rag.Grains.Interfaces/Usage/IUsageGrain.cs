namespace Rag.Grains.Interfaces;

/// <summary>What a tenant used in one month.</summary>
[Alias("rag.IUsageGrain")]
public interface IUsageGrain : IGrainWithStringKey
{
    /// <summary>Adds a silo's report; one that comes twice counts once.</summary>
    [Alias("Add")]
    Task AddAsync(UsageReport report, CancellationToken cancellationToken);

    /// <summary>What has been used; what other silos saw in the last seconds may be missing.</summary>
    [Alias("Get")]
    Task<UsageLines> GetAsync(CancellationToken cancellationToken);
}
