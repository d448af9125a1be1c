using Rag.Pipeline;
using Rag.Pipeline.Filtering;

namespace Rag.Stores.Tests.Embedded;

/// <summary>What a version of a document holds in the crash test: made from its name alone, so that both processes
/// know.</summary>
/// <param name="Id">The document.</param>
/// <param name="Version">The version; 0 stands for none.</param>
internal readonly record struct CrashDocument(string Id, long Version)
{
    public const int Dimensions = 8;

    public static IndexId Index { get; } = new("tenant", "collection", 1);

    public DocumentVersion Key => new(Id, Version);

    public int ChunkCount => Version == 0 ? 0 : 1 + (int)(Version % 4);

    /// <summary>A word that only this version has.</summary>
    public string Mark => $"mark{Id}x{Version}";

    public List<Chunk> Chunks
    {
        get
        {
            string mark = Mark;
            long version = Version;
            return Passages.Of(
                Index,
                Key,
                Enumerable.Range(0, ChunkCount).Select(i =>
                    $"{mark} part{i} {Passages.RandomText(new Random((int)version + i), 60)}"));
        }
    }

    public VectorRecord[] Vectors
    {
        get
        {
            DocumentVersion key = Key;
            return
            [
                .. Chunks.Select(chunk =>
                {
                    var random = new Random((int)(ulong)chunk.Id.Value);
                    float[] vector = [.. Enumerable.Range(0, Dimensions).Select(_ => random.NextSingle() + 0.1f)];
                    return new VectorRecord(chunk.Id, key, vector, Metadata.Empty);
                }),
            ];
        }
    }

    public BlobId Blob => new("tenant", Convert.ToHexStringLower(
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Mark)).AsSpan(0, 16)));

    public byte[] BlobBytes => System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Mark, 500)));
}
