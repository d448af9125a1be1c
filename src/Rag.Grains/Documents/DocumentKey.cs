using Rag.Grains.Interfaces;

namespace Rag.Grains.Documents;

/// <summary>The parts of a document grain's key.</summary>
internal readonly record struct DocumentKey(TenantId Tenant, CollectionName Collection, DocumentId Document)
{
    /// <summary>Whose turn it is when documents wait for a place.</summary>
    public string Owner => $"{Tenant}/{Collection}";

    public static DocumentKey Parse(string key)
    {
        (TenantId tenant, CollectionName collection, DocumentId document) = GrainKeys.ParseDocument(key);
        return new DocumentKey(tenant, collection, document);
    }

    public override string ToString() => $"{Tenant}/{Collection}/{Document}";
}
