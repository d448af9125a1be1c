using System.Security.Cryptography;
using Npgsql;
using Rag.Pipeline;

namespace Rag.Stores.Tests.Postgres;

/// <summary>Servers that stop, connections that break, hosts that do the same at once.</summary>
public sealed class PostgresFaultTests
{
    private static readonly IndexId Index = new("tenant", "collection", 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_the_server_was_stopped_and_started_the_same_stores_go_on()
    {
        using PostgresServer server = PostgresServer.Start();
        using var stores = new PostgresStores(server.CreateDatabase());
        await stores.Schema.EnsureAsync(Token);
        await stores.Chunks.CreateAsync(Index, Token);
        await stores.Chunks.PublishAsync(Index, "d", 1, "alpha");

        server.Stop();
        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => SearchAsync(stores));
        server.Resume();

        Assert.Equal("unavailable", failure.Code);
        Assert.True(failure.IsTransient);
        Assert.Single(await SearchAsync(stores));
        Assert.True(await stores.Chunks.PublishAsync(Index, "d", 2, "alpha"));
    }

    [Fact]
    public async Task Connections_that_the_server_ended_are_replaced_without_a_failure()
    {
        using PostgresStores stores = PostgresStores.Create();
        await stores.Chunks.CreateAsync(Index, Token);
        for (int version = 1; version <= 5; version++)
        {
            EndConnections(stores);

            Assert.True(await stores.Chunks.PublishAsync(Index, "d", version, "alpha"));
        }

        Assert.Single(await SearchAsync(stores));
    }

    [Fact]
    public async Task An_upload_whose_connections_break_again_and_again_arrives_whole()
    {
        using PostgresStores stores = PostgresStores.Create();
        BlobId blob = BlobId.Create("t");
        byte[] bytes = RandomNumberGenerator.GetBytes(2_000_000);
        for (int offset = 0; offset < bytes.Length; offset += 200_000)
        {
            EndConnections(stores);
            await stores.Blobs.WriteAsync(blob, offset, bytes.AsMemory(offset, 200_000), Token);
        }

        BlobDescription description = await stores.Blobs.CompleteAsync(blob, Token);
        await using Stream stream = await stores.Blobs.OpenReadAsync(blob, Token);
        byte[] read = new byte[bytes.Length];
        await stream.ReadExactlyAsync(read.AsMemory(0, 300_000), Token);
        EndConnections(stores);
        await stream.ReadExactlyAsync(read.AsMemory(300_000), Token);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), description.Sha256);
        Assert.Equal(bytes, read);
    }

    [Fact]
    public async Task An_upload_goes_on_at_another_host()
    {
        using PostgresStores first = PostgresStores.Create();
        using var second = new PostgresStores(first.ConnectionString);
        BlobId blob = BlobId.Create("t");

        await first.Blobs.WriteAsync(blob, 0, "abc"u8.ToArray(), Token);
        await second.Blobs.WriteAsync(blob, 0, "abc"u8.ToArray(), Token);
        await second.Blobs.WriteAsync(blob, 3, "def"u8.ToArray(), Token);

        Assert.Equal(6, (await first.Blobs.CompleteAsync(blob, Token)).Size);
    }

    [Fact]
    public async Task Of_hosts_that_publish_versions_of_one_document_at_once_the_highest_is_visible()
    {
        using PostgresStores first = PostgresStores.Create();
        using var second = new PostgresStores(first.ConnectionString);
        PostgresStores[] hosts = [first, second];
        await first.Chunks.CreateAsync(Index, Token);

        await Task.WhenAll(Enumerable.Range(1, 40).Select(version => Task.Run(
            () => hosts[version % 2].Chunks.PublishAsync(
                Index,
                "d",
                version,
                [.. Enumerable.Range(0, version % 7).Append(0).Select(i => $"alpha v{version} {i}")]),
            Token)));

        IReadOnlyList<StoredChunk> visible = await second.Chunks.ListAsync(Index, "d", 0, 100, Token);
        Assert.Equal(40, Assert.Single(visible.Select(chunk => chunk.Document.Version).Distinct()));
        Assert.Equal(
            visible.Select(chunk => chunk.Id).Order(), (await SearchAsync(first)).Select(hit => hit.Id).Order());
        Assert.Equal(new IndexUsage(1, visible.Count), await first.Chunks.CountAsync(Index, Token));
        Assert.Equal((long)visible.Count, first.Ask("SELECT count(*) FROM rag_postings WHERE term = 'alpha'"));
    }

    [Fact]
    public async Task Statements_that_the_server_gave_up_for_another_are_repeated()
    {
        using PostgresStores stores = PostgresStores.Create();
        await stores.Chunks.CreateAsync(Index, Token);
        // The first two publications fail as the loser of a deadlock does, the third goes through.
        stores.Ask(
            """
            CREATE SEQUENCE attempts;
            CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF nextval('attempts') < 3 THEN RAISE EXCEPTION 'try again' USING ERRCODE = '40P01'; END IF;
                RETURN new;
            END $$;
            CREATE TRIGGER fail BEFORE INSERT ON rag_postings FOR EACH STATEMENT EXECUTE FUNCTION fail();
            """);

        Assert.True(await stores.Chunks.PublishAsync(Index, "d", 1, "alpha"));

        Assert.Equal(3L, stores.Ask("SELECT last_value FROM attempts"));
        Assert.Equal(new IndexUsage(1, 1), await stores.Chunks.CountAsync(Index, Token));
    }

    [Fact]
    public async Task Cancelling_ends_the_statement_and_is_no_failure_of_the_store()
    {
        using PostgresStores stores = PostgresStores.Create();
        await stores.Chunks.CreateAsync(Index, Token);
        await stores.Chunks.PublishAsync(Index, "d", 1, "alpha");
        await using var holder = new NpgsqlConnection(stores.ConnectionString);
        await holder.OpenAsync(Token);
        await using NpgsqlTransaction transaction = await holder.BeginTransactionAsync(Token);
        await using (var hold = new NpgsqlCommand("LOCK TABLE rag_chunk_documents", holder))
            await hold.ExecuteNonQueryAsync(Token);
        using var cancel = new CancellationTokenSource();

        Task<bool> publication = stores.Chunks.PublishAsync(
            Index, new DocumentVersion("d", 1), Passages.Description, 1, cancel.Token);
        while ((long)stores.Ask("SELECT count(*) FROM pg_locks WHERE NOT granted")! == 0)
            Assert.False(publication.IsCompleted);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => publication);
        Assert.Equal(0L, stores.Ask("SELECT count(*) FROM pg_locks WHERE NOT granted"));
    }

    [Fact]
    public async Task A_drop_that_a_stop_cut_short_is_finished_later()
    {
        using PostgresStores stores = PostgresStores.Create();
        await stores.Chunks.CreateAsync(Index, Token);
        await stores.Chunks.PublishAsync(Index, "d", 1, "alpha", "beta");
        stores.Ask("UPDATE rag_chunk_indexes SET tenant = NULL, collection = NULL");

        await stores.Chunks.DropAsync(new IndexId("tenant", "other", 1), Token);

        foreach (string table in new[]
        {
            "rag_chunk_indexes", "rag_chunk_totals", "rag_chunk_documents", "rag_chunks", "rag_chunk_texts",
            "rag_postings",
        })
        {
            Assert.Equal(0L, stores.Ask($"SELECT count(*) FROM {table}"));
        }
    }

    private static Task<IReadOnlyList<ScoredChunk>> SearchAsync(PostgresStores stores) =>
        stores.Chunks.SearchAsync(Index, new KeywordQuery("alpha", 100, null), Token);

    private static void EndConnections(PostgresStores stores) => stores.Ask(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
        + "WHERE datname = current_database() AND pid <> pg_backend_pid()");
}
