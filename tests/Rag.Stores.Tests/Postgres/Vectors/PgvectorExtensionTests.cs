using Rag.Pipeline;

namespace Rag.Stores.Tests.Postgres.Vectors;

[Collection(PgvectorServer.Collection)]
public sealed class PgvectorExtensionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_the_extension_the_store_says_why_and_the_others_work()
    {
        using PostgresStores stores = PostgresStores.Create();
        if (stores.Ask("SELECT name FROM pg_available_extensions WHERE name = 'vector'") is not null)
            Assert.Skip("the machine's own PostgreSQL has pgvector: nothing is missing");

        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => stores.Vectors.CreateAsync(
            new IndexId("t", "c", 1), new VectorIndexSettings(2, DistanceMetric.Cosine), Token));
        await stores.Chunks.CreateAsync(new IndexId("t", "c", 1), Token);

        Assert.Equal("not_configured", failure.Code);
        Assert.False(failure.IsTransient);
        Assert.Contains("CREATE EXTENSION vector", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_may_be_changed_a_missing_extension_is_not_installed()
    {
        using var stores = new PostgresStores(PgvectorServer.CreateDatabase(), ("Migrate", "false"));

        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => stores.Vectors.CreateAsync(
            new IndexId("t", "c", 1), new VectorIndexSettings(2, DistanceMetric.Cosine), Token));

        Assert.Equal("not_configured", failure.Code);
        Assert.Null(stores.Ask("SELECT extname FROM pg_extension WHERE extname = 'vector'"));
    }

    [Theory]
    [InlineData("0.8.0", true)]
    [InlineData("0.8.2", true)]
    [InlineData("0.8.3", false)]
    [InlineData("0.9.0", false)]
    public async Task A_version_with_known_faults_works_with_a_warning(string version, bool isWarned)
    {
        using var stores = new PostgresStores(PgvectorServer.CreateDatabase());
        await stores.Schema.EnsureAsync(Token);
        stores.Ask("CREATE EXTENSION vector");
        stores.Ask($"UPDATE pg_extension SET extversion = '{version}' WHERE extname = 'vector'");

        await stores.Vectors.CreateAsync(
            new IndexId("t", "c", 1), new VectorIndexSettings(2, DistanceMetric.Cosine), Token);

        Assert.Equal(
            isWarned,
            stores.Warnings.Texts.Any(text => text.Contains($"has pgvector {version}, ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_version_without_iterative_scans_is_refused()
    {
        using var stores = new PostgresStores(PgvectorServer.CreateDatabase());
        await stores.Schema.EnsureAsync(Token);
        stores.Ask("CREATE EXTENSION vector");
        stores.Ask("UPDATE pg_extension SET extversion = '0.7.4' WHERE extname = 'vector'");

        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => stores.Vectors.CreateAsync(
            new IndexId("t", "c", 1), new VectorIndexSettings(2, DistanceMetric.Cosine), Token));

        Assert.Equal("not_configured", failure.Code);
        Assert.Contains("0.7.4", failure.Message, StringComparison.Ordinal);
    }
}
