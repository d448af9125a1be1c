using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Rag.Pipeline;
using Rag.Stores.Facts;

namespace Rag.Stores.Qdrant;

/// <summary>
/// What a point looks like in the server: its id is the chunk's 128 bits as a UUID; its payload holds the index it
/// belongs to (asked for and checked again with every hit), its document and version, and what filters read.
/// </summary>
internal static class QdrantPayload
{
    /// <summary>The index, a keyword.</summary>
    public const string Index = "index";

    /// <summary>The document's id, a keyword.</summary>
    public const string Document = "document";

    /// <summary>The document's version, an integer.</summary>
    public const string Version = "version";

    /// <summary>The facts of the metadata, keywords.</summary>
    public const string Facts = "facts";

    /// <summary>The fields of every index and the types of the server's payload indexes over them.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Fields { get; } =
        [new(Index, "keyword"), new(Document, "keyword"), new(Version, "integer"), new(Facts, "keyword")];

    /// <summary>The point's id; no two chunks share one.</summary>
    public static string PointId(ChunkId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, id.Value);
        return new Guid(bytes, bigEndian: true).ToString("D", CultureInfo.InvariantCulture);
    }

    /// <summary>The chunk of a point's id; <see langword="false"/> for what is no UUID.</summary>
    public static bool TryChunkId(JsonElement json, out ChunkId id)
    {
        id = default;
        if (json.ValueKind != JsonValueKind.String || !json.TryGetGuid(out Guid uuid)) return false;
        Span<byte> bytes = stackalloc byte[16];
        uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        id = new ChunkId(BinaryPrimitives.ReadUInt128BigEndian(bytes));
        return true;
    }

    /// <summary>Writes a point of an upsert.</summary>
    public static void WritePoint(Utf8JsonWriter json, string index, VectorRecord record, float[] vector)
    {
        json.WriteStartObject();
        json.WriteString("id", PointId(record.Id));
        WriteVector(json, "vector", vector);
        json.WriteStartObject("payload");
        json.WriteString(Index, index);
        json.WriteString(Document, record.Document.DocumentId);
        json.WriteNumber(Version, record.Document.Version);
        json.WriteStartArray(Facts);
        foreach (string fact in FactTokens.Of(record.Metadata)) json.WriteStringValue(fact);
        json.WriteEndArray();
        foreach ((string field, double value) in RangeFields.Of(record.Metadata)) json.WriteNumber(field, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Writes a vector.</summary>
    public static void WriteVector(Utf8JsonWriter json, string name, ReadOnlySpan<float> vector)
    {
        json.WriteStartArray(name);
        foreach (float value in vector) json.WriteNumberValue(value);
        json.WriteEndArray();
    }
}
