namespace Rag.Grains.Usage;

/// <summary>How usage is counted (section <c>Usage</c>).</summary>
public sealed class UsageOptions
{
    /// <summary>
    /// Prices of models. Default: none, so that the cost of all but built-in models is unknown. A server of one's own
    /// that costs nothing has a price of 0.
    /// </summary>
    public IList<ModelPrice> Prices { get; } = [];

    /// <summary>
    /// How long a silo collects usage before it is written; a silo that is killed loses so much of it. Default: 5 s.
    /// Range: 0.1 s..1 h.
    /// </summary>
    public TimeSpan WriteInterval { get; set; } = TimeSpan.FromSeconds(5);
}
