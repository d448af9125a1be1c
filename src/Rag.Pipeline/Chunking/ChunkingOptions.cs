using System.ComponentModel.DataAnnotations;

namespace Rag.Pipeline.Chunking;

/// <summary>How text is cut where neither the collection nor the document says so.</summary>
public sealed class ChunkingOptions
{
    /// <summary>Where cuts may fall. Default: <see cref="ChunkingDefaults.Settings"/>.</summary>
    public ChunkingStrategy Strategy { get; set; } = ChunkingDefaults.Settings.Strategy;

    /// <summary>Longest chunk in UTF-16 units. Default: <see cref="ChunkingDefaults.Settings"/>.</summary>
    [Range(ChunkingSettings.MinSize, ChunkingSettings.MaxSize)]
    public int Size { get; set; } = ChunkingDefaults.Settings.Size;

    /// <summary>What neighbours share at most, in UTF-16 units; less than the size. Default:
    /// <see cref="ChunkingDefaults.Settings"/>.</summary>
    [Range(0, ChunkingSettings.MaxSize - 1)]
    public int Overlap { get; set; } = ChunkingDefaults.Settings.Overlap;
}
