using System.Text;
using Rag.Stores.Embedded.GrainStates;

namespace Rag.Stores.Tests.Embedded;

public sealed class SqliteGrainStateTableTests : IDisposable
{
    private readonly EmbeddedStores _stores = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SqliteGrainStateTable Table => _stores.GrainStates;

    [Fact]
    public async Task A_state_reads_back_with_its_etag()
    {
        Assert.Null(Table.Read("s", "k"));

        GrainStateWrite write = await Table.WriteAsync("s", "k", "one"u8.ToArray(), null, Token);

        Assert.True(write.Succeeded);
        GrainStateRow row = Table.Read("s", "k")!;
        Assert.Equal((write.ETag, "one"), (row.ETag, Encoding.UTF8.GetString(row.Payload)));
        Assert.Null(Table.Read("s", "other"));
        Assert.Null(Table.Read("other", "k"));
    }

    [Fact]
    public async Task Of_two_activations_one_writes_and_the_other_learns_that_it_is_stale()
    {
        string first = (await Table.WriteAsync("s", "k", "0"u8.ToArray(), null, Token)).ETag!;

        GrainStateWrite winner = await Table.WriteAsync("s", "k", "1"u8.ToArray(), first, Token);
        GrainStateWrite loser = await Table.WriteAsync("s", "k", "2"u8.ToArray(), first, Token);
        GrainStateWrite creator = await Table.WriteAsync("s", "k", "3"u8.ToArray(), null, Token);

        Assert.True(winner.Succeeded);
        Assert.Equal(new GrainStateWrite(false, winner.ETag), loser);
        Assert.Equal(new GrainStateWrite(false, winner.ETag), creator);
        Assert.Equal("1"u8.ToArray(), Table.Read("s", "k")!.Payload);
    }

    [Fact]
    public async Task An_etag_never_comes_back_after_a_clear()
    {
        string old = (await Table.WriteAsync("s", "k", "0"u8.ToArray(), null, Token)).ETag!;
        Assert.True((await Table.ClearAsync("s", "k", old, Token)).Succeeded);
        Assert.Null(Table.Read("s", "k"));
        string renewed = (await Table.WriteAsync("s", "k", "1"u8.ToArray(), null, Token)).ETag!;

        Assert.False((await Table.WriteAsync("s", "k", "2"u8.ToArray(), old, Token)).Succeeded);
        Assert.Equal(new GrainStateWrite(false, renewed), await Table.ClearAsync("s", "k", old, Token));
    }

    [Fact]
    public async Task Writing_a_state_that_was_cleared_meanwhile_is_stale()
    {
        string old = (await Table.WriteAsync("s", "k", "0"u8.ToArray(), null, Token)).ETag!;
        await Table.ClearAsync("s", "k", old, Token);

        Assert.Equal(new GrainStateWrite(false, null), await Table.WriteAsync("s", "k", "1"u8.ToArray(), old, Token));
    }

    public void Dispose() => _stores.Dispose();
}
