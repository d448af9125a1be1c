using Npgsql;
using Rag.Pipeline;
using Rag.Stores.Postgres.Schema;

namespace Rag.Stores.Tests.Postgres.Schema;

public sealed class PostgresSchemaTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Scripts_are_numbered_from_1_without_gaps() =>
        Assert.Equal(Enumerable.Range(1, SchemaScript.All.Count), SchemaScript.All.Select(script => script.Version));

    [Fact]
    public async Task An_empty_database_gets_every_version()
    {
        using var stores = new PostgresStores();

        await stores.Schema.EnsureAsync(Token);

        Assert.Equal(
            string.Join(',', SchemaScript.All.Select(script => script.Name)),
            stores.Ask("SELECT string_agg(name, ',' ORDER BY version) FROM rag_schema"));
    }

    [Fact]
    public async Task Every_script_can_be_run_again()
    {
        using var stores = new PostgresStores();
        await stores.Schema.EnsureAsync(Token);

        foreach (SchemaScript script in SchemaScript.All) stores.Ask(script.Sql);

        Assert.Equal((long)SchemaScript.Latest, stores.Ask("SELECT count(*) FROM rag_schema"));
    }

    [Fact]
    public async Task Ten_hosts_may_start_at_once()
    {
        string database = SharedPostgres.Server.CreateDatabase();
        PostgresStores[] hosts = [.. Enumerable.Range(0, 10).Select(_ => new PostgresStores(database))];

        await Task.WhenAll(hosts.Select(host => Task.Run(() => host.Schema.EnsureAsync(Token), Token)));

        Assert.Equal((long)SchemaScript.Latest, hosts[0].Ask("SELECT count(*) FROM rag_schema"));
        foreach (PostgresStores host in hosts) host.Dispose();
    }

    [Fact]
    public async Task A_database_without_changes_is_migrated_and_searched_as_before()
    {
        var index = new IndexId("tenant", "collection", 1);
        var query = new KeywordQuery("alpha", 10, null);
        using var older = new PostgresStores(settings: ("KeywordMemoryMegabytes", "0"));
        foreach (SchemaScript script in SchemaScript.All.Take(4)) older.Ask(script.Sql);
        await older.Chunks.CreateAsync(index, Token);
        await older.Chunks.PublishAsync(index, "a", 1, "alpha", "beta");
        await older.Chunks.PublishAsync(index, "b", 1, "alpha");
        using var newer = new PostgresStores(older.ConnectionString);

        await newer.Schema.EnsureAsync(Token);

        Assert.Equal(2, (await newer.SettledChunks.SearchAsync(index, query, Token)).Count);
        // A host of the version before goes on running beside the newer one.
        await older.Chunks.WithdrawAsync(index, new DocumentVersion("a", 2), Token);
        await older.Chunks.PublishAsync(index, "b", 2, "alpha", "alpha", "alpha");
        Assert.Equal(3, (await newer.Chunks.SearchAsync(index, query, Token)).Count);
        Assert.Equal(3, (await newer.Replicas.FindAsync(index, Token))!.CountOf("alpha"));
    }

    [Fact]
    public async Task Without_migration_an_older_database_is_refused()
    {
        using var stores = new PostgresStores(settings: ("Migrate", "false"));

        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => stores.Schema.EnsureAsync(Token));

        Assert.Equal("schema_outdated", failure.Code);
        Assert.Contains("version 0", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Rag:Postgres:Migrate", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_migration_a_current_database_is_accepted()
    {
        using var first = new PostgresStores();
        await first.Schema.EnsureAsync(Token);
        using var second = new PostgresStores(first.ConnectionString, ("Migrate", "false"));

        await second.Schema.EnsureAsync(Token);
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused()
    {
        using var stores = new PostgresStores();
        await stores.Schema.EnsureAsync(Token);
        stores.Ask("INSERT INTO rag_schema (version, name) VALUES (4711, 'later')");

        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => stores.Schema.EnsureAsync(Token));

        Assert.Equal("schema_too_new", failure.Code);
        Assert.Contains("4711", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_named()
    {
        using var stores = new PostgresStores(
            "Host=127.0.0.1;Port=1;Database=rag;Username=rag;Password=secret", ("MaxAttempts", "1"));

        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => stores.Schema.EnsureAsync(Token));

        Assert.Equal("unavailable", failure.Code);
        Assert.True(failure.IsTransient);
        Assert.Contains("127.0.0.1:1", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_string_that_is_none_is_refused_without_repeating_it()
    {
        using var stores = new PostgresStores("Host=x;Pasword=secret");

        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => stores.Schema.EnsureAsync(Token));

        Assert.Equal("invalid_configuration", failure.Code);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_another_encoding_is_refused()
    {
        string name = $"latin{Guid.NewGuid():n}";
        using (var server = new PostgresStores())
            server.Ask($"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'");
        var place = new NpgsqlConnectionStringBuilder(SharedPostgres.Server.CreateDatabase()) { Database = name };
        using var stores = new PostgresStores(place.ConnectionString);

        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => stores.Schema.EnsureAsync(Token));

        Assert.Equal("unsupported", failure.Code);
        Assert.Contains("LATIN1", failure.Message, StringComparison.Ordinal);
    }
}
