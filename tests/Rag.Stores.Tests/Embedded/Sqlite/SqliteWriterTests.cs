using Microsoft.Extensions.Options;
using Rag.Pipeline;
using Rag.Stores.Embedded.Sqlite;

namespace Rag.Stores.Tests.Embedded.Sqlite;

public sealed class SqliteWriterTests : IDisposable
{
    private readonly EmbeddedStores _stores = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private EmbeddedDatabase Database => _stores.Database;

    [Fact]
    public async Task A_failing_write_takes_nothing_of_its_neighbours_with_it()
    {
        await CreateTableAsync();
        Task<int>[] writes =
        [
            .. Enumerable.Range(0, 300).Select(i => Database.WriteAsync(
                session =>
                {
                    int changed = session.Execute("INSERT INTO numbers VALUES (?1)", i);
                    return i % 3 == 1 ? throw new StoreException("refused", "odd", false) : changed;
                },
                Token)),
        ];

        await Task.WhenAll(writes.Where((_, i) => i % 3 != 1));
        foreach (Task<int> refused in writes.Where((_, i) => i % 3 == 1))
            Assert.Equal("refused", (await Assert.ThrowsAsync<StoreException>(() => refused)).Code);

        Assert.Equal(200, Count());
        Assert.Null(_stores.Health.Failure);
    }

    [Fact]
    public async Task Effects_in_memory_appear_in_the_order_of_the_commits_and_before_the_answer()
    {
        var order = new List<int>();

        Task[] writes =
        [
            .. Enumerable.Range(0, 100).Select(i => Database.WriteAsync(_ => i, order.Add, Token)),
        ];
        await Task.WhenAll(writes);

        Assert.Equal(Enumerable.Range(0, 100), order);
    }

    [Fact]
    public async Task A_write_that_was_cancelled_before_its_turn_is_not_done()
    {
        await CreateTableAsync();
        using var gate = new ManualResetEventSlim();
        Task<int> blocker = Database.WriteAsync(
            session =>
            {
                gate.Wait(Token);
                return 0;
            },
            Token);
        using var cancellation = new CancellationTokenSource();
        Task<int> cancelled = Database.WriteAsync(
            session => session.Execute("INSERT INTO numbers VALUES (1)"), cancellation.Token);

        await cancellation.CancelAsync();
        gate.Set();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await blocker;
        Assert.Equal(0, Count());
    }

    [Fact]
    public async Task Too_many_waiting_writes_are_refused_with_a_time_to_come_back()
    {
        using var stores = new EmbeddedStores(null, ("MaxQueuedWrites", "16"));
        using var gate = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        Task<int> blocker = stores.Database.WriteAsync(
            session =>
            {
                entered.Set();
                gate.Wait(Token);
                return 0;
            },
            Token);
        entered.Wait(Token);
        Task<int>[] waiting = [.. Enumerable.Range(0, 16).Select(i => stores.Database.WriteAsync(_ => i, Token))];

        StoreException refusal = await Assert.ThrowsAsync<StoreException>(
            () => stores.Database.WriteAsync(_ => 0, Token));

        gate.Set();
        await Task.WhenAll(waiting);
        await blocker;
        Assert.Equal(("overloaded", TimeSpan.FromSeconds(1)), (refusal.Code, refusal.RetryAfter));
    }

    [Fact]
    public async Task A_full_disk_fails_writes_cleanly_and_reads_go_on_and_writes_recover_when_space_returns()
    {
        using var stores = new EmbeddedStores(null, ("MaxDatabaseMegabytes", "2"));
        EmbeddedDatabase database = stores.Database;
        await database.WriteAsync(session => session.Execute("CREATE TABLE numbers (n, filler)"), Token);
        int stored = 0;
        StoreException? full = null;
        while (full is null)
        {
            try
            {
                await database.WriteAsync(
                    session => session.Execute("INSERT INTO numbers VALUES (1, zeroblob(100000))"), Token);
                stored++;
            }
            catch (StoreException exception)
            {
                full = exception;
            }
        }

        Assert.Equal(("disk_full", true), (full.Code, full.IsTransient));
        Assert.Null(stores.Health.Failure);
        Assert.Equal(stored, database.Read(session => session.QueryInteger("SELECT COUNT(*) FROM numbers")));
        await database.WriteAsync(session => session.Execute("DELETE FROM numbers"), Token);
        await database.WriteAsync(
            session => session.Execute("INSERT INTO numbers VALUES (1, zeroblob(100000))"), Token);
        Assert.Equal(1, database.Read(session => session.QueryInteger("SELECT COUNT(*) FROM numbers")));
    }

    [Fact]
    public async Task A_failed_disk_ends_writes_and_leaves_reads()
    {
        await CreateTableAsync();
        _stores.Health.Fail(new StoreException("store_failed", "fsync failed", true));

        StoreException refusal = await Assert.ThrowsAsync<StoreException>(() => Database.WriteAsync(_ => 0, Token));

        Assert.Equal("store_failed", refusal.Code);
        Assert.Equal(0, Count());
    }

    [Fact]
    public void A_damaged_database_is_reported_at_start_and_the_directory_unlocked_again()
    {
        using var directory = new TemporaryDirectory();
        new EmbeddedStores(directory.Path).Dispose();
        byte[] sound = File.ReadAllBytes(Path.Combine(directory.Path, "rag.db"));
        File.WriteAllBytes(Path.Combine(directory.Path, "rag.db"), [.. new byte[100], .. sound.Skip(100)]);

        Assert.Equal("corrupt", Assert.Throws<StoreException>(() => new EmbeddedStores(directory.Path)).Code);

        File.WriteAllBytes(Path.Combine(directory.Path, "rag.db"), sound);
        new EmbeddedStores(directory.Path).Dispose();
    }

    [Fact]
    public async Task A_snapshot_stays_as_it_was_while_writes_go_on()
    {
        await CreateTableAsync();
        using SqliteSnapshot snapshot = Database.TakeSnapshot();

        await Database.WriteAsync(session => session.Execute("INSERT INTO numbers VALUES (1)"), Token);

        Assert.Equal(0, snapshot.Session.QueryInteger("SELECT COUNT(*) FROM numbers"));
        Assert.Equal(1, Count());
    }

    [Theory]
    [InlineData("Directory", "")]
    [InlineData("MaxQueuedWrites", "0")]
    [InlineData("ChunkCacheMegabytes", "-1")]
    public void A_setting_out_of_range_is_refused_at_start(string key, string value)
    {
        using var directory = new TemporaryDirectory();
        string path = key == "Directory" ? value : directory.Path;

        Assert.Throws<OptionsValidationException>(() => new EmbeddedStores(path, (key, value)));
    }

    public void Dispose() => _stores.Dispose();

    private async Task CreateTableAsync() =>
        await Database.WriteAsync(session => session.Execute("CREATE TABLE numbers (n INTEGER)"), Token);

    private long? Count() => Database.Read(session => session.QueryInteger("SELECT COUNT(*) FROM numbers"));
}
