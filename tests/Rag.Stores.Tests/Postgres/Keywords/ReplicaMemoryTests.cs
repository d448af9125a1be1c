using Rag.Pipeline;

namespace Rag.Stores.Tests.Postgres.Keywords;

/// <summary>What copies may take in memory together.</summary>
public sealed class ReplicaMemoryTests : IDisposable
{
    private static readonly IndexId A = new("tenant", "a", 1);
    private static readonly IndexId B = new("tenant", "b", 1);

    private readonly PostgresStores _stores = PostgresStores.Create(("KeywordMemoryMegabytes", "1"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_index_that_alone_is_too_large_is_searched_in_the_database()
    {
        await FillAsync(A, words: 9_000);

        Assert.False(await IsCopiedAsync(A));

        Assert.Equal(0, _stores.Replicas.SizeBytes);
        Assert.Single(await SearchAsync(A));
        Assert.Equal(
            ["The keyword index of tenant/a@1, 1 passages or more, does not fit into "
                + "Rag:Postgres:KeywordMemoryMegabytes: its searches run in the database"],
            _stores.Warnings.Texts);
    }

    [Fact]
    public async Task An_index_that_was_too_large_is_copied_some_time_after_it_has_become_smaller()
    {
        await FillAsync(A, words: 9_000);
        Assert.False(await IsCopiedAsync(A));
        await _stores.Chunks.WithdrawAsync(A, new DocumentVersion("d", 2), Token);
        Assert.False(await IsCopiedAsync(A));

        _stores.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.True(await IsCopiedAsync(A));
    }

    [Fact]
    public async Task An_index_that_grows_too_large_is_let_go()
    {
        await FillAsync(A, words: 3_000);
        Assert.True(await IsCopiedAsync(A));

        await _stores.Chunks.PublishAsync(A, "more", 1, Words(3_000, 12_000));

        Assert.Single(await SearchAsync(A));
        Assert.Equal(0, _stores.Replicas.SizeBytes);
        Assert.Single(await SearchAsync(A));
    }

    [Fact]
    public async Task Of_indexes_that_do_not_fit_together_the_one_searched_last_stays()
    {
        await FillAsync(A, words: 3_000);
        await FillAsync(B, words: 3_000);
        Assert.True(await IsCopiedAsync(A));
        Assert.True(await IsCopiedAsync(B));
        Assert.InRange(_stores.Replicas.SizeBytes, 1, 1024 * 1024);

        // Not in turns at every question: the one that was let go has a rest.
        Assert.False(await IsCopiedAsync(A));
        Assert.Single(await SearchAsync(A));
        _stores.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await IsCopiedAsync(A));
        Assert.False(await IsCopiedAsync(B));
        Assert.Single(await SearchAsync(B));
    }

    public void Dispose() => _stores.Dispose();

    private static string Words(int from, int to) =>
        string.Join(' ', Enumerable.Range(from, to - from).Select(i => $"word{i}q"));

    private Task<IReadOnlyList<ScoredChunk>> SearchAsync(IndexId index) =>
        _stores.Chunks.SearchAsync(index, new KeywordQuery("word7q", 10, null), Token);

    private async Task FillAsync(IndexId index, int words)
    {
        await _stores.Chunks.CreateAsync(index, Token);
        await _stores.Chunks.PublishAsync(index, "d", 1, Words(0, words));
    }

    private async Task<bool> IsCopiedAsync(IndexId index)
    {
        if (await _stores.Replicas.FindAsync(index, Token) is not null) return true;
        await _stores.Replicas.WorkOf(index);
        return await _stores.Replicas.FindAsync(index, Token) is not null;
    }
}
