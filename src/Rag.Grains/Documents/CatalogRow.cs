using System.Text.Json;
using Rag.Grains.Interfaces;
using Rag.Pipeline;
using Rag.Pipeline.Filtering;

namespace Rag.Grains.Documents;

/// <summary>A document object as a row of the catalog, and back.</summary>
internal static class CatalogRow
{
    public static CatalogEntry Of(TenantId tenant, DocumentState state, DocumentInfo info, DateTimeOffset now) => new()
    {
        Tenant = tenant.Value,
        Collection = info.Collection,
        DocumentId = info.Id,
        Sequence = state.Sequence,
        Status = info.Status,
        IsUnfinished = !DocumentStatus.IsFinal(info.Status),
        Bytes = info.Bytes,
        Chunks = state.ReservedChunks,
        Metadata = MetadataReader.Read(info.Metadata.Text),
        CreatedAt = info.CreatedAt,
        HeardAt = now,
        Json = JsonSerializer.Serialize(info, ContractJsonOptions.Shared.TypeInfo<DocumentInfo>()),
    };

    public static DocumentInfo Read(CatalogEntry entry) =>
        JsonSerializer.Deserialize(entry.Json, ContractJsonOptions.Shared.TypeInfo<DocumentInfo>())!;
}
