using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using Rag.Pipeline.Usage;

namespace Rag.Grains.Usage;

/// <summary>What usage costs.</summary>
public sealed class ModelPrices(IOptions<UsageOptions> options)
{
    private const decimal Million = 1_000_000;
    private const decimal Thousand = 1_000;

    private readonly FrozenDictionary<string, ModelPrice> _prices =
        options.Value.Prices.ToFrozenDictionary(price => price.Model, StringComparer.OrdinalIgnoreCase);

    /// <summary>US dollars; 0 for built-in models, <see langword="null"/> if the model has no price.</summary>
    public decimal? CostOf(ModelUsage usage)
    {
        ArgumentNullException.ThrowIfNull(usage);
        if (usage.IsBuiltIn) return 0;
        return _prices.TryGetValue(usage.Model, out ModelPrice? price)
            ? (((usage.InputTokens * price.Input) + (usage.OutputTokens * price.Output)) / Million)
                + (usage.SearchUnits * price.Searches / Thousand)
            : null;
    }

    /// <summary>US dollars of all together; <see langword="null"/> if one of them has no price.</summary>
    public decimal? CostOf(IReadOnlyList<ModelUsage> usage)
    {
        ArgumentNullException.ThrowIfNull(usage);
        decimal? sum = 0;
        foreach (ModelUsage entry in usage) sum += CostOf(entry);
        return sum;
    }
}
