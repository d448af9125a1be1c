using Rag.Cluster.Tests.Processes;

namespace Rag.Cluster.Tests.Faults;

/// <summary>
/// Two clusters of different names over one database know nothing of each other: each activates every grain that it is
/// asked for, so every document and collection has two activations for good.
/// </summary>
public sealed class DuplicateActivationTests(SharedPostgres postgres)
{
    [Fact]
    public async Task Two_activations_of_every_document_neither_double_nor_lose_anything()
    {
        string database = postgres.Server.CreateDatabase();
        await using ProcessCluster left = await ProcessCluster.StartAsync(
            postgres.Server, 1, database: database, clusterId: "left");
        await using ProcessCluster right = await ProcessCluster.StartAsync(
            postgres.Server, 1, database: database, clusterId: "right");
        var first = new Workload(left.Client);
        var second = new Workload(right.Client);

        // Both sides write every document, at the same time, and sweep each other's unfinished ones.
        await Task.WhenAll(Enumerable.Range(0, 15).SelectMany(i => new[]
        {
            first.UploadAsync($"d{i}", content: 1), second.UploadAsync($"d{i}", content: 2),
        }));
        await WaitUntilQuietAsync(first);

        for (int i = 0; i < 15; i++)
        {
            int seen = (await ContentsAsync(first, i, 1)) + (await ContentsAsync(first, i, 2));
            Assert.Equal(1, seen);
        }
    }

    /// <summary>1 if the document's passages of this content are found, each once; 0 if none is.</summary>
    private static async Task<int> ContentsAsync(Workload work, int document, int content)
    {
        string[] chunks =
        [
            .. (await work.SearchAsync(Workload.Codeword($"d{document}", content), default))
                .Select(hit => hit.GetProperty("chunk_id").GetString()!),
        ];
        Assert.Equal(chunks.Distinct(), chunks);
        return chunks.Length > 0 ? 1 : 0;
    }

    private static async Task WaitUntilQuietAsync(Workload work)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        string[] unfinished = ["queued", "parsing", "chunking", "embedding", "indexing"];
        foreach (string status in unfinished)
        {
            while (true)
            {
                var page = await work.GetAsync(
                    $"/v1/collections/default/documents?status={status}&limit=1", limit.Token);
                if (page.GetProperty("documents").GetArrayLength() == 0) break;
                await Task.Delay(200, limit.Token);
            }
        }
    }
}
