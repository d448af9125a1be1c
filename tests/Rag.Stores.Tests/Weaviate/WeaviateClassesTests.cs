using System.Net.Http.Headers;
using System.Net.Http.Json;
using Rag.Fakes;
using Rag.Fakes.Weaviate;
using Rag.Pipeline;
using Rag.Pipeline.Filtering;

namespace Rag.Stores.Tests.Weaviate;

/// <summary>Classes change behind the back of a store: by another process, and by the server itself.</summary>
public sealed class WeaviateClassesTests : IAsyncLifetime
{
    private static readonly IndexId Index = new("tenant", "docs", 1);

    private WeaviateServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FakeServer Fake => _server.Fake!;

    private IVectorStore Store => _server.Store;

    public async ValueTask InitializeAsync()
    {
        _server = await WeaviateServer.StartFakeAsync(new WeaviateSettings());
        await Store.CreateAsync(Index, new VectorIndexSettings(2, DistanceMetric.Cosine), Token);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task What_another_process_drops_is_unknown_and_what_it_makes_anew_is_used()
    {
        await Store.UpsertAsync(Index, [Record(1)], Token);
        await using WeaviateServer other = _server.Beside();
        await other.Store.DropAsync(Index, Token);

        foreach (Func<Task> call in new Func<Task>[]
        {
            () => Store.QueryAsync(Index, new VectorQuery(new float[] { 1, 0 }, 5, null), Token),
            () => Store.UpsertAsync(Index, [Record(1)], Token),
        })
        {
            Assert.Equal("unknown_index", (await Assert.ThrowsAsync<StoreException>(call)).Code);
        }

        Assert.Equal(0, await Store.CountAsync(Index, Token));
        await other.Store.CreateAsync(Index, new VectorIndexSettings(3, DistanceMetric.Dot), Token);
        Assert.Empty(await Store.QueryAsync(Index, new VectorQuery(new float[] { 1, 0, 0 }, 5, null), Token));
    }

    [Fact]
    public async Task A_class_that_the_server_made_up_is_replaced_and_one_of_somebody_else_is_not()
    {
        using HttpClient direct = new() { BaseAddress = Fake.Url };
        direct.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "admin-key");
        var schema = await direct.GetFromJsonAsync<System.Text.Json.JsonElement>("v1/schema", Token);
        string name = schema.GetProperty("classes")[0].GetProperty("class").GetString()!;
        await Store.DropAsync(Index, Token);
        using HttpResponseMessage late = await direct.PostAsJsonAsync(
            "v1/objects", new { @class = name, properties = new { facts = new[] { "[s:a=b]" } } }, Token);
        Assert.True(late.IsSuccessStatusCode);

        await Store.CreateAsync(Index, new VectorIndexSettings(2, DistanceMetric.Cosine), Token);

        Assert.Equal(0, await Store.CountAsync(Index, Token));
        await Store.DropAsync(Index, Token);
        using HttpResponseMessage foreign =
            await direct.PostAsJsonAsync("v1/schema", new { @class = name, description = "mine" }, Token);
        Assert.True(foreign.IsSuccessStatusCode);
        StoreException failure = await Assert.ThrowsAsync<StoreException>(
            () => Store.CreateAsync(Index, new VectorIndexSettings(2, DistanceMetric.Cosine), Token));
        Assert.Equal("conflict", failure.Code);
        Assert.Empty(await Store.ListAsync(Token));
    }

    private static VectorRecord Record(int id) => new(
        new ChunkId((UInt128)id), new DocumentVersion("d", 1), new float[] { id, 1 }, Metadata.Empty);
}
