using Rag.Grains.Interfaces;

namespace Rag.Grains.Usage;

/// <summary>What is stored of a tenant's month.</summary>
[GenerateSerializer, Alias("rag.usage-state")]
public sealed class UsageState
{
    /// <summary>A line for each day, model and role.</summary>
    [Id(0)]
    public IReadOnlyList<UsageLine> Lines { get; set; } = [];

    /// <summary>The last report of each reporter, the one that reported last at the end.</summary>
    [Id(1)]
    public List<ReportMark> Marks { get; init; } = [];
}
