using Microsoft.Extensions.DependencyInjection;
using Rag.Fakes;
using Rag.Grains.Interfaces;
using Rag.Pipeline;
using Rag.Pipeline.Filtering;

namespace Rag.Grains.Tests.Queries;

/// <summary>Whatever a vector store still holds: only what is visible counts.</summary>
public sealed class StaleVectorsTests
{
    [Theory]
    [InlineData("embedded")]
    [InlineData("pinecone")]
    [InlineData("qdrant")]
    [InlineData("weaviate")]
    public async Task Vectors_that_a_purge_left_neither_come_nor_take_the_place_of_what_is_visible(string store)
    {
        await using FakeServer server = await FakeServer.StartAsync(store == "embedded" ? "qdrant" : store);
        await using RagHost rag = await RagHost.StartAsync(settings: new()
        {
            ["Rag:Qdrant:Url"] = server.Url.AbsoluteUri,
            ["Rag:Qdrant:ApiKey"] = "admin-key",
            ["Rag:Pinecone:ControlUrl"] = server.Url.AbsoluteUri,
            ["Rag:Pinecone:ApiKey"] = "admin-key",
            [store == "weaviate" ? "Rag:Weaviate:Url" : "Rag:Unused"] = server.Url.AbsoluteUri,
            ["Rag:Weaviate:ApiKey"] = "admin-key",
        });
        CollectionName name = await rag.CreateCollectionAsync(new CollectionRequest { Store = store });
        await rag.IngestAsync(name, "d", "The kettle boils at one hundred degrees.");
        Outcome<CollectionInfo> info = await rag.Grains.Collection(TenantId.Default, name).GetAsync(default);
        float[] question = new float[info.Value!.Embedding.Dimensions!.Value];
        question[0] = 1;
        var index = new IndexId("default", name.Value, 1);
        // More than the leg asks for at first, and nearer to the question than anything.
        VectorRecord[] stale =
        [
            .. Enumerable.Range(0, 300).Select(ordinal => new VectorRecord(
                ChunkId.Create(index, "d", 1, ordinal), new DocumentVersion("d", 1), question, Metadata.Empty)),
        ];
        IVectorStores stores = rag.Services.GetRequiredService<IVectorStores>();
        await stores.Get(store).UpsertAsync(index, stale, default);

        Outcome<SearchResult> found = await rag.Grains.Search(TenantId.Default).SearchAsync(
            new SearchRequest { Collections = [name], Vector = question, TopK = 1 }, default);

        Assert.Null(found.Failure);
        Assert.Contains("kettle", Assert.Single(found.Value!.Results).Text, StringComparison.Ordinal);
    }
}
