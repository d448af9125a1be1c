namespace Rag.Stores.Embedded.Chunks;

/// <summary>A document's row in the chunk store.</summary>
/// <param name="DocumentKey">Its key.</param>
/// <param name="VisibleVersion">The version that is shown; <see langword="null"/> if none is.</param>
/// <param name="FenceVersion">Versions up to this one can no longer be published.</param>
/// <param name="VisibleChunks">Number of visible passages.</param>
internal sealed record DocumentRow(long DocumentKey, long? VisibleVersion, long FenceVersion, int VisibleChunks)
{
    /// <summary>Whether a write of this version comes too late to matter.</summary>
    public bool Fences(long version) => version <= FenceVersion;
}
