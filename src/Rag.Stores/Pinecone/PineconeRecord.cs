using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rag.Pipeline;
using Rag.Stores.Facts;
using Rag.Stores.Http;

namespace Rag.Stores.Pinecone;

/// <summary>
/// What a record looks like at the vendor's. Its id is a digest of its namespace and the chunk's id: so every hit tells
/// whose it is, without metadata, which would fill the vendor's limit on answers.
/// </summary>
internal static class PineconeRecord
{
    /// <summary>The chunk's id, for searches among given chunks.</summary>
    public const string Chunk = "chunk";

    /// <summary>The document's id.</summary>
    public const string Document = "document";

    /// <summary>The document's version.</summary>
    public const string Version = "version";

    /// <summary>The facts of the metadata; never an empty list, so that the absence of a fact is the absence of an
    /// element.</summary>
    public const string Facts = "facts";

    /// <summary>A fact of every record.</summary>
    public const string Always = "*";

    /// <summary>A fact of no record.</summary>
    public const string Never = "-";

    private const int MaxMetadataBytes = 40 * 1024;

    /// <summary>The smallest normal number, for vectors of zeros, which the vendor refuses: it changes no
    /// distance.</summary>
    private const float Smallest = 1.17549435e-38f;

    /// <summary>Greater than any dot product with <see cref="Smallest"/>.</summary>
    private const float NegligibleScore = 1e-19f;

    /// <summary>The record's id.</summary>
    public static string Id(string ns, ChunkId chunk) => $"{Owner(ns)}-{chunk}";

    /// <summary>The chunk of a record's id; <see langword="false"/> if it is of another namespace.</summary>
    public static bool TryChunk(string ns, string id, out ChunkId chunk)
    {
        chunk = default;
        string owner = Owner(ns);
        return id.Length == owner.Length + 1 + ChunkId.TextLength
            && id.StartsWith(owner + '-', StringComparison.Ordinal)
            && ChunkId.TryParse(id.AsSpan(owner.Length + 1), out chunk);
    }

    /// <summary>A record of an upsert, in JSON.</summary>
    /// <exception cref="StoreException">Code <c>metadata_too_large</c>.</exception>
    public static ReadOnlyMemory<byte> Write(string ns, VectorRecord record, float[] vector)
    {
        ReadOnlyMemory<byte> metadata = JsonBody.Object(json => WriteMetadata(json, record));
        if (metadata.Length > MaxMetadataBytes)
        {
            throw new StoreException(
                "metadata_too_large",
                $"The metadata of '{record.Document.DocumentId}' take {metadata.Length:N0} bytes as Pinecone stores " +
                $"them; it takes {MaxMetadataBytes:N0}. Store fewer or shorter lists.",
                isTransient: false);
        }

        return JsonBody.Object(json =>
        {
            json.WriteString("id", Id(ns, record.Id));
            WriteVector(json, "values", vector);
            json.WritePropertyName("metadata");
            json.WriteRawValue(metadata.Span, skipInputValidation: true);
        });
    }

    /// <summary>Writes a vector that has been checked.</summary>
    public static void WriteVector(Utf8JsonWriter json, string member, ReadOnlySpan<float> vector)
    {
        bool isZero = vector.IndexOfAnyExcept(0f) < 0;
        json.WriteStartArray(member);
        for (int i = 0; i < vector.Length; i++) json.WriteNumberValue(isZero && i == 0 ? Smallest : vector[i]);
        json.WriteEndArray();
    }

    /// <summary>The similarity of a score.</summary>
    public static float Similarity(DistanceMetric metric, float score) => metric switch
    {
        DistanceMetric.Cosine => Math.Clamp(score, -1, 1),
        DistanceMetric.Dot => Math.Abs(score) < NegligibleScore ? 0 : score,
        // The vendor leaves the root out; rounding may leave less than nothing.
        _ => 0 - MathF.Sqrt(Math.Max(0, score)),
    };

    private static string Owner(string ns) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ns)).AsSpan(0, 16));

    private static void WriteMetadata(Utf8JsonWriter json, VectorRecord record)
    {
        json.WriteString(Chunk, record.Id.ToString());
        json.WriteString(Document, record.Document.DocumentId);
        json.WriteNumber(Version, record.Document.Version);
        json.WriteStartArray(Facts);
        json.WriteStringValue(Always);
        foreach (string fact in FactTokens.Of(record.Metadata)) json.WriteStringValue(fact);
        json.WriteEndArray();
        foreach ((string field, double value) in RangeFields.Of(record.Metadata)) json.WriteNumber(field, value);
    }
}
