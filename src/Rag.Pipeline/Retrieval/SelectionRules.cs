namespace Rag.Pipeline.Retrieval;

/// <summary>Which of the ranked candidates are taken. Each rule looks only at better candidates, so a larger
/// <c>top_k</c> only appends.</summary>
public sealed record SelectionRules
{
    /// <summary>Every candidate, best first.</summary>
    public static SelectionRules None { get; } = new();

    /// <summary>At most so many passages of one document; <see langword="null"/> for no cap.</summary>
    public int? MaxPerDocument { get; init; }

    /// <summary>
    /// Whether passages over the cap come after all others instead of not at all: a single long document still fills an
    /// answer's context.
    /// </summary>
    public bool IsCapSoft { get; init; }

    /// <summary>Whether a passage that nearly repeats a better one is dropped.</summary>
    public bool Collapse { get; init; }

    /// <summary>
    /// 0 (default) ranks by score alone; towards 1 a passage that says what better ones said loses places.
    /// </summary>
    public double Diversity { get; init; }

    /// <summary>Whether any rule acts.</summary>
    internal bool IsAny => MaxPerDocument is not null || Collapse || Diversity > 0;
}
