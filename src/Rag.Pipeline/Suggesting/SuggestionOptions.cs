using System.ComponentModel.DataAnnotations;

namespace Rag.Pipeline.Suggesting;

/// <summary>Suggestions while somebody types.</summary>
public sealed class SuggestionOptions
{
    /// <summary>Titles and headings of a collection that are read; beyond it the rest is not suggested.
    /// Default: 200,000. Range: 1,000..5,000,000.</summary>
    [Range(1_000, 5_000_000)]
    public int MaxHeadings { get; set; } = 200_000;

    /// <summary>Memory of a silo for the titles and headings of all collections, in megabytes; those that were not used
    /// for longest are let go. Default: 128. Range: 1..65,536.</summary>
    [Range(1, 65_536)]
    public int MemoryMegabytes { get; set; } = 128;

    /// <summary>How long new titles may be missing, at least; where reading them takes longer than a twentieth of it,
    /// twenty times as long. What was deleted is missing at once. Default: 10 s.</summary>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromSeconds(10);
}
