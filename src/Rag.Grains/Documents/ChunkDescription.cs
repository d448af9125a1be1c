using Rag.Grains.Interfaces;
using Rag.Pipeline;

namespace Rag.Grains.Documents;

/// <summary>A stored chunk in the words of the contract.</summary>
internal static class ChunkDescription
{
    public static ChunkInfo Of(StoredChunk chunk) => new()
    {
        ChunkId = chunk.Id.ToString(),
        Ordinal = chunk.Ordinal,
        Text = chunk.Text,
        Location = Of(chunk.Location),
        Metadata = new RawJson(chunk.Metadata.Json),
    };

    public static HitLocation Of(ChunkLocation location) =>
        new(location.Page, location.Section, location.CharStart, location.CharEnd);
}
