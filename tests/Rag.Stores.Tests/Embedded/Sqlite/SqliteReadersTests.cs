using Rag.Stores.Embedded.Sqlite;

namespace Rag.Stores.Tests.Embedded.Sqlite;

public sealed class SqliteReadersTests
{
    [Fact]
    public async Task A_closed_database_reads_no_more_and_leaves_its_files_alone()
    {
        using var directory = new TemporaryDirectory();
        EmbeddedDatabase database;
        using (var stores = new EmbeddedStores(directory.Path))
        {
            database = stores.Database;
            await database.WriteAsync(session => session.Execute("CREATE TABLE numbers (number)"), default);
        }

        Assert.Throws<ObjectDisposedException>(
            () => database.Read(session => session.QueryInteger("SELECT COUNT(*) FROM numbers")));
        Assert.Empty(Directory.GetFiles(directory.Path, "rag.db-*"));
    }

    [Fact]
    public async Task Closing_waits_for_a_read_under_way()
    {
        using var directory = new TemporaryDirectory();
        using var isReading = new ManualResetEventSlim();
        using var goesOn = new ManualResetEventSlim();
        Task<long?> read;
        Task closing;
        using (var stores = new EmbeddedStores(directory.Path))
        {
            EmbeddedDatabase database = stores.Database;
            read = Task.Run(() => database.Read(session =>
            {
                isReading.Set();
                goesOn.Wait();
                return session.QueryInteger("SELECT 42");
            }));
            isReading.Wait(TestContext.Current.CancellationToken);
            closing = Task.Run(database.Dispose);
            while (!IsClosed(database)) await Task.Yield();
            goesOn.Set();
            await closing;
        }

        Assert.Equal(42, await read);
        Assert.Empty(Directory.GetFiles(directory.Path, "rag.db-*"));
    }

    private static bool IsClosed(EmbeddedDatabase database)
    {
        try
        {
            return database.Read(_ => false);
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }
}
