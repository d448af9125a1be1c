using System.ComponentModel.DataAnnotations;

namespace Rag.Grains.Budgets;

/// <summary>
/// What a tenant may spend on models; days and months are those of UTC. What built-in models use does not count.
/// </summary>
public class Budget
{
    /// <summary>Tokens a day that models read and make. Default: no limit. Range: 0..10^15.</summary>
    [Range(0, 1_000_000_000_000_000)]
    public long? TokensPerDay { get; set; }

    /// <summary>Tokens a month. Default: no limit. Range: 0..10^15.</summary>
    [Range(0, 1_000_000_000_000_000)]
    public long? TokensPerMonth { get; set; }

    /// <summary>US dollars a day, by the configured prices. Default: no limit. Range: 0..10^9.</summary>
    [Range(0.0, 1_000_000_000.0)]
    public decimal? UsdPerDay { get; set; }

    /// <summary>US dollars a month. Default: no limit. Range: 0..10^9.</summary>
    [Range(0.0, 1_000_000_000.0)]
    public decimal? UsdPerMonth { get; set; }

    /// <summary>Whether there is any limit.</summary>
    public bool IsLimited => TokensPerDay is not null || TokensPerMonth is not null || IsOfMoney;

    /// <summary>Whether there is a limit of money.</summary>
    public bool IsOfMoney => UsdPerDay is not null || UsdPerMonth is not null;
}
