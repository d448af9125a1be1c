namespace Rag.Stores.Postgres.Chunks;

/// <summary>A document's row, locked until the transaction ends.</summary>
/// <param name="IndexKey">Its index.</param>
/// <param name="DocumentKey">Its key.</param>
/// <param name="VisibleVersion">The version that is shown; <see langword="null"/> if none is.</param>
/// <param name="FenceVersion">Versions up to this one can no longer be published.</param>
/// <param name="VisibleChunks">Number of visible passages.</param>
/// <param name="VisibleLength">Sum of their lengths in terms.</param>
internal sealed record DocumentState(
    int IndexKey, long DocumentKey, long? VisibleVersion, long FenceVersion, int VisibleChunks, long VisibleLength)
{
    /// <summary>Whether a write of this version comes too late to matter.</summary>
    public bool Fences(long version) => version <= FenceVersion;
}
