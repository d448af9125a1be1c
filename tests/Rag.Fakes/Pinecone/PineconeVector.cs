using System.Text;
using System.Text.Json;

namespace Rag.Fakes.Pinecone;

/// <summary>A record: id, values and metadata as they were sent.</summary>
internal sealed record PineconeVector(string Id, float[] Values, JsonElement? Metadata)
{
    private const int MaxMetadataBytes = 40_960;

    /// <summary>Reads a record of an upsert.</summary>
    public static PineconeVector Read(JsonElement json, PineconeIndex index)
    {
        string id = json.Text("id") ?? "";
        CheckId(id);
        float[] values = json.Floats("values")
            ?? throw PineconeRefusal.Invalid("Must provide either 'values' or 'sparse_values' for every vector");
        index.CheckVector(values);
        if (json.Member("metadata") is not { } metadata) return new PineconeVector(id, values, null);
        CheckMetadata(metadata);
        return new PineconeVector(id, values, metadata.Clone());
    }

    public static void CheckId(string id)
    {
        if (id.Length is < 1 or > 512)
            throw PineconeRefusal.Invalid("Vector ID must have between 1 and 512 characters");
        if (!Ascii.IsValid(id) || id.Contains('\0', StringComparison.Ordinal))
            throw PineconeRefusal.Invalid($"Vector ID must be ASCII, but got '{id}'");
    }

    /// <summary>Flat, of strings, numbers, booleans and lists of strings.</summary>
    public static void CheckMetadata(JsonElement metadata)
    {
        if (metadata.ValueKind != JsonValueKind.Object)
            throw PineconeRefusal.Invalid("Metadata must be an object");
        int size = Encoding.UTF8.GetByteCount(metadata.GetRawText());
        if (size > MaxMetadataBytes)
        {
            throw PineconeRefusal.Invalid(
                $"Metadata size is {size} bytes, which exceeds the limit of {MaxMetadataBytes} bytes per vector");
        }

        foreach (JsonProperty member in metadata.EnumerateObject())
        {
            if (member.Name.StartsWith('$'))
                throw PineconeRefusal.Invalid($"Metadata key '{member.Name}' must not start with '$'");
            bool isKnown = member.Value.ValueKind switch
            {
                JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => true,
                JsonValueKind.Array => member.Value.EnumerateArray()
                    .All(item => item.ValueKind == JsonValueKind.String),
                _ => false,
            };
            if (isKnown) continue;
            throw PineconeRefusal.Invalid(
                "Metadata value must be a string, number, boolean or list of strings, got " +
                $"'{member.Value.GetRawText()}' for field '{member.Name}'");
        }
    }

    public Dictionary<string, object?> Describe(bool withValues, bool withMetadata)
    {
        var json = new Dictionary<string, object?> { ["id"] = Id };
        if (withValues) json["values"] = Values;
        if (withMetadata && Metadata is not null) json["metadata"] = Metadata;
        return json;
    }
}
