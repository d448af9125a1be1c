using Npgsql;
using Rag.Pipeline;
using Rag.Stores.Keywords;

namespace Rag.Stores.Tests.Postgres.Keywords;

/// <summary>When a copy is made, follows, is given up and is made anew. Two hosts share one database.</summary>
public sealed class KeywordReplicaTests : IDisposable
{
    private static readonly IndexId Index = new("tenant", "collection", 1);

    private readonly PostgresStores _host = PostgresStores.Create();
    private readonly PostgresStores _other;

    public KeywordReplicaTests() => _other = new PostgresStores(_host.ConnectionString);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Questions_are_answered_while_the_one_copy_is_read()
    {
        await FillAsync("alpha", "beta");
        using var reader = new NpgsqlConnection(_host.ConnectionString);
        await reader.OpenAsync(Token);
        await using NpgsqlTransaction block = await reader.BeginTransactionAsync(Token);
        // The statement reads postings; only the copy is made of texts.
        await using (var command = new NpgsqlCommand("LOCK rag_chunk_texts", reader))
            await command.ExecuteNonQueryAsync(Token);

        Assert.Equal(1, await CountAsync("alpha"));
        Task reading = _host.Replicas.WorkOf(Index);
        for (int i = 0; i < 5; i++) Assert.Equal(1, await CountAsync("beta"));
        Assert.False(reading.IsCompleted);
        Assert.Same(reading, _host.Replicas.WorkOf(Index));

        await block.RollbackAsync(Token);
        await reading;
        Assert.NotNull(await _host.Replicas.FindAsync(Index, Token));
    }

    [Fact]
    public async Task A_copy_answers_without_the_postings()
    {
        await FillAsync("alpha", "beta");
        await MakeAsync();
        _host.Ask("DELETE FROM rag_postings");

        Assert.Equal(1, await CountAsync("alpha"));
        Assert.Empty(await _other.Chunks.SearchAsync(Index, Query("alpha"), Token));
    }

    [Fact]
    public async Task What_another_host_has_published_replaced_or_withdrawn_is_seen_by_the_next_question()
    {
        await FillAsync("alpha");
        await MakeAsync();

        Assert.True(await _other.Chunks.PublishAsync(Index, "new", 1, "alpha fresh", "fresh"));
        Assert.Equal((2, 2), (await CountAsync("alpha"), await CountAsync("fresh")));
        Assert.True(await _other.Chunks.PublishAsync(Index, "new", 2, "alpha"));
        await _other.Chunks.PurgeAsync(Index, "new", 2, Token);
        Assert.Equal((2, 0), (await CountAsync("alpha"), await CountAsync("fresh")));
        await _other.Chunks.WithdrawAsync(Index, new DocumentVersion("new", 3), Token);
        await _other.Chunks.PurgeAsync(Index, "new", 3, Token);
        Assert.Equal(1, await CountAsync("alpha"));
        Assert.NotNull(await _host.Replicas.FindAsync(Index, Token));
    }

    [Fact]
    public async Task Transactions_are_seen_when_they_commit_in_whatever_order_they_began()
    {
        await FillAsync("alpha");
        await MakeAsync();
        await using var earlier = new NpgsqlConnection(_host.ConnectionString);
        await earlier.OpenAsync(Token);
        await using NpgsqlTransaction transaction = await earlier.BeginTransactionAsync(Token);
        await using (var command = new NpgsqlCommand(
            "UPDATE rag_chunk_documents SET visible_version = NULL, visible_chunks = 0 WHERE document_id = 'd0'",
            earlier))
        {
            await command.ExecuteNonQueryAsync(Token);
        }

        await _other.Chunks.PublishAsync(Index, "later", 1, "alpha");
        Assert.Equal(2, await CountAsync("alpha"));
        await transaction.CommitAsync(Token);

        Assert.Equal(1, await CountAsync("alpha"));
    }

    [Fact]
    public async Task A_copy_that_is_a_little_behind_follows_in_the_background()
    {
        await FillAsync("alpha");
        await MakeAsync();
        await _other.Chunks.PublishAsync(
            Index, "large", 1, [.. Enumerable.Range(0, 1_001).Select(i => $"word{i} all")]);

        Assert.Null(await _host.Replicas.FindAsync(Index, Token));
        Assert.Equal(1_001, await CountAsync("all"));
        await _host.Replicas.WorkOf(Index);

        Assert.Equal(1_002, (await _host.Replicas.FindAsync(Index, Token))!.Current.Passages);
    }

    [Fact]
    public async Task A_copy_that_is_far_behind_is_made_anew()
    {
        await FillAsync("alpha");
        KeywordIndex first = await MakeAsync();
        _host.Ask(
            "INSERT INTO rag_chunk_documents (index_key, document_id, fence_version, visible_version) "
            + "SELECT index_key, 'many' || i, 1, 1 FROM rag_chunk_indexes, generate_series(1, 20001) AS i");
        await _other.Chunks.PublishAsync(Index, "new", 1, "alpha");

        Assert.Equal(2, await CountAsync("alpha"));
        Assert.NotSame(first, await MakeAsync());
        Assert.Equal(2, await CountAsync("alpha"));
    }

    [Fact]
    public async Task What_a_backup_of_another_server_says_of_changes_is_passed_over()
    {
        await FillAsync("alpha");
        _host.Ask("UPDATE rag_chunk_documents SET changed = '9000000000000'");
        KeywordIndex copy = await MakeAsync();
        Assert.Equal(1, copy.Current.SlotCount);

        await _other.Chunks.PublishAsync(Index, "d0", 2, "alpha", "alpha");

        Assert.Equal(2, await CountAsync("alpha"));
        Assert.Same(copy, await _host.Replicas.FindAsync(Index, Token));
    }

    [Fact]
    public async Task An_index_that_was_dropped_and_made_again_is_another_one()
    {
        await FillAsync("alpha", "alpha");
        await MakeAsync();
        await _other.Chunks.DropAsync(Index, Token);

        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => CountAsync("alpha"));
        Assert.Equal("unknown_index", failure.Code);
        Assert.Equal(0, _host.Replicas.SizeBytes);

        await FillAsync("alpha");
        await MakeAsync();
        await _other.Chunks.DropAsync(Index, Token);
        await _other.Chunks.CreateAsync(Index, Token);
        Assert.Equal(0, await CountAsync("alpha"));
    }

    [Fact]
    public async Task Memory_of_an_index_that_another_host_dropped_is_given_back()
    {
        await FillAsync("alpha");
        await MakeAsync();
        Assert.NotEqual(0, _host.Replicas.SizeBytes);
        await _host.Replicas.RemoveDroppedAsync(Token);
        Assert.NotEqual(0, _host.Replicas.SizeBytes);

        await _other.Chunks.DropAsync(Index, Token);
        await _host.Replicas.RemoveDroppedAsync(Token);

        Assert.Equal(0, _host.Replicas.SizeBytes);
    }

    [Fact]
    public async Task A_server_that_was_started_anew_is_read_anew()
    {
        using PostgresServer server = PostgresServer.Start();
        using var host = new PostgresStores(server.CreateDatabase());
        await host.Schema.EnsureAsync(Token);
        await host.Chunks.CreateAsync(Index, Token);
        await host.Chunks.PublishAsync(Index, "d", 1, "alpha");
        Assert.Single(await host.SettledChunks.SearchAsync(Index, Query("alpha"), Token));
        KeywordIndex before = (await host.Replicas.FindAsync(Index, Token))!;

        server.Stop();
        server.Resume();

        Assert.Single(await host.Chunks.SearchAsync(Index, Query("alpha"), Token));
        await host.Replicas.WorkOf(Index);
        KeywordIndex? after = await host.Replicas.FindAsync(Index, Token);
        Assert.NotNull(after);
        Assert.NotSame(before, after);
    }

    [Fact]
    public async Task A_copy_that_is_mostly_hidden_is_made_anew_beside_the_one_in_use()
    {
        await FillAsync("alpha");
        KeywordIndex first = await MakeAsync();
        string[] texts = [.. Enumerable.Range(0, 700).Select(i => $"word{i} all")];
        for (int version = 1; version <= 7; version++)
        {
            await _other.Chunks.PublishAsync(Index, "large", version, texts);
            Assert.Same(first, await _host.Replicas.FindAsync(Index, Token));
        }

        await _host.Replicas.WorkOf(Index);

        Assert.Equal(701, (await _host.Replicas.FindAsync(Index, Token))!.Current.SlotCount);
        Assert.Equal(700, await CountAsync("all"));
    }

    public void Dispose()
    {
        _other.Dispose();
        _host.Dispose();
    }

    private static KeywordQuery Query(string text) => new(text, 10_000, null);

    private async Task<int> CountAsync(string text) =>
        (await _host.Chunks.SearchAsync(Index, Query(text), Token)).Count;

    private async Task FillAsync(params string[] texts)
    {
        await _host.Chunks.CreateAsync(Index, Token);
        for (int i = 0; i < texts.Length; i++) await _host.Chunks.PublishAsync(Index, $"d{i}", 1, texts[i]);
    }

    private async Task<KeywordIndex> MakeAsync()
    {
        await _host.Replicas.FindAsync(Index, Token);
        await _host.Replicas.WorkOf(Index);
        return (await _host.Replicas.FindAsync(Index, Token))!;
    }
}
