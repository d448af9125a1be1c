using Rag.Pipeline;

namespace Rag.Stores.Embedded.Vectors;

/// <summary>A vector at its slot.</summary>
/// <param name="Slot">Its slot.</param>
/// <param name="Id">Its chunk.</param>
/// <param name="Document">The document and version of the chunk.</param>
/// <param name="MetadataJson">What filters see, canonical.</param>
/// <param name="Quantized">Its codes.</param>
/// <param name="Checksum">Of its row and floats.</param>
internal sealed record StoredVector(
    int Slot, ChunkId Id, DocumentVersion Document, string MetadataJson, QuantizedVector Quantized, uint Checksum);
