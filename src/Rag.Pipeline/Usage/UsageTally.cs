namespace Rag.Pipeline.Usage;

/// <summary>
/// What a run has used so far. It outlives the run: what was used before a failure or a cancellation was used all the
/// same. For one run at a time.
/// </summary>
public sealed class UsageTally
{
    private readonly List<ModelUsage> _entries = [];

    /// <summary>What was used, in the order of use.</summary>
    public IReadOnlyList<ModelUsage> Entries => _entries;

    /// <summary>Adds one more use.</summary>
    public void Add(ModelUsage usage) => _entries.Add(usage);

    /// <summary>Adds several.</summary>
    public void Add(IEnumerable<ModelUsage> usage) => _entries.AddRange(usage);
}
