namespace Rag.Grains.Documents;

/// <summary>What the watchdog remembers over a restart.</summary>
[GenerateSerializer, Alias("rag.watchdog-state")]
public sealed class WatchdogState
{
    /// <summary>Collections being made or deleted, as <c>tenant/collection</c>.</summary>
    [Id(0)]
    public SortedSet<string> Collections { get; init; } = new(StringComparer.Ordinal);
}
