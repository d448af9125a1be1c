using System.Globalization;
using System.Text;
using Rag.Pipeline;
using Rag.Pipeline.Filtering;

namespace Rag.Stores.Tests.Embedded;

/// <summary>
/// The other process of the crash tests: this executable, started with a directory in its environment. It writes
/// without end and says on its output what it begins and what was confirmed; the test kills it at a moment of its own
/// choice.
/// </summary>
internal static class CrashHost
{
    public const string DirectoryVariable = "RAG_STORES_CRASH_DIRECTORY";

    public const string SeedVariable = "RAG_STORES_CRASH_SEED";

    public const int Workers = 4;

    public const int DocumentsPerWorker = 3;

    /// <summary>Graphs from the first vector on: they are built and written between the kills.</summary>
    public static readonly (string Key, string Value)[] Settings = [("VectorGraphThreshold", "1")];

    /// <summary>Runs until killed; <see langword="null"/> if this process is not the other one.</summary>
    public static int? RunIfAsked()
    {
        if (Environment.GetEnvironmentVariable(DirectoryVariable) is not { } directory) return null;
        // Whoever started it may die before killing it.
        new Thread(() =>
        {
            _ = Console.In.Read();
            Environment.Exit(4);
        }) { IsBackground = true }.Start();
        string seed = Environment.GetEnvironmentVariable(SeedVariable)!;
        return Run(directory, int.Parse(seed, CultureInfo.InvariantCulture));
    }

    private static int Run(string directory, int seed)
    {
        try
        {
            using var stores = new EmbeddedStores(directory, Settings);
            stores.Chunks.CreateAsync(CrashDocument.Index, CancellationToken.None).GetAwaiter().GetResult();
            stores.Vectors.CreateAsync(
                CrashDocument.Index,
                new VectorIndexSettings(CrashDocument.Dimensions, DistanceMetric.Cosine),
                CancellationToken.None).GetAwaiter().GetResult();
            Thread[] workers =
            [
                .. Enumerable.Range(0, Workers).Select(worker => new Thread(() => Work(stores, worker, seed))),
            ];
            foreach (Thread worker in workers) worker.Start();
            foreach (Thread worker in workers) worker.Join();
            return 0;
        }
        catch (StoreException refusal)
        {
            Say($"refused {refusal.Code} {refusal.Message}");
            return 3;
        }
    }

    private static void Work(EmbeddedStores stores, int worker, int seed)
    {
        var random = new Random((seed * 31) + worker);
        for (long version = (seed * 100_000L) + 1; ; version++)
        {
            var document = new CrashDocument($"d{worker}n{random.Next(DocumentsPerWorker)}", version);
            bool isDelete = random.Next(4) == 0;
            Say($"begin {worker} {document.Id} {version} {(isDelete ? "delete" : "write")}");
            (isDelete ? DeleteAsync(stores, document) : WriteAsync(stores, document)).GetAwaiter().GetResult();
            Say($"end {worker}");
        }
    }

    private static async Task WriteAsync(EmbeddedStores stores, CrashDocument document)
    {
        CancellationToken none = CancellationToken.None;
        IndexId index = CrashDocument.Index;
        await stores.Catalog.PutAsync(Entry(document), none);
        await stores.Blobs.WriteAsync(document.Blob, 0, document.BlobBytes, none);
        await stores.Blobs.CompleteAsync(document.Blob, none);
        await stores.Chunks.WriteAsync(index, document.Key, document.Chunks, none);
        await stores.Vectors.UpsertAsync(index, document.Vectors, none);
        await stores.Chunks.PublishAsync(index, document.Key, Passages.Description, document.ChunkCount, none);
        await stores.Chunks.PurgeAsync(index, document.Id, document.Version, none);
        await stores.Vectors.DeleteDocumentAsync(index, document.Id, document.Version, document.Version, none);
        await WriteStateAsync(stores, document);
    }

    private static async Task DeleteAsync(EmbeddedStores stores, CrashDocument document)
    {
        CancellationToken none = CancellationToken.None;
        IndexId index = CrashDocument.Index;
        await stores.Chunks.WithdrawAsync(index, document.Key, none);
        await stores.Chunks.PurgeAsync(index, document.Id, document.Version, none);
        await stores.Vectors.DeleteDocumentAsync(index, document.Id, document.Version, null, none);
        await stores.Catalog.RemoveAsync("tenant", "collection", document.Id, none);
        await WriteStateAsync(stores, document);
    }

    private static async Task WriteStateAsync(EmbeddedStores stores, CrashDocument document)
    {
        byte[] payload = Encoding.UTF8.GetBytes(document.Version.ToString(CultureInfo.InvariantCulture));
        string? etag = stores.GrainStates.Read("crash", document.Id)?.ETag;
        await stores.GrainStates.WriteAsync("crash", document.Id, payload, etag, CancellationToken.None);
    }

    private static CatalogEntry Entry(CrashDocument document) => new()
    {
        Tenant = "tenant",
        Collection = "collection",
        DocumentId = document.Id,
        Sequence = document.Version,
        Status = "completed",
        IsUnfinished = false,
        Bytes = document.BlobBytes.Length,
        Chunks = document.ChunkCount,
        Metadata = Metadata.Empty,
        CreatedAt = DateTimeOffset.UnixEpoch,
        HeardAt = DateTimeOffset.UnixEpoch,
        Json = document.Mark,
    };

    private static void Say(string line)
    {
        lock (Console.Out)
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        }
    }
}
