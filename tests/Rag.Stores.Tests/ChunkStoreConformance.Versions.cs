using Rag.Pipeline;
using Rag.Pipeline.Filtering;

namespace Rag.Stores.Tests;

/// <summary>What every chunk store does with the versions of a document.</summary>
public abstract partial class ChunkStoreConformance
{
    [Fact]
    public async Task Headings_of_visible_versions_are_listed_once_for_each_section_and_metadata()
    {
        await Store.CreateAsync(Index, Token);
        await Store.PublishAsync(Index, "a", 1, "old");
        await Store.PublishAsync(Index, "gone", 1, "text");
        await Store.WithdrawAsync(Index, new DocumentVersion("gone", 2), Token);
        var version = new DocumentVersion("a", 2);
        List<Chunk> chunks = [.. Passages.Of(Index, version, "one", "two", "three", "four")];
        (string? Section, string Metadata)[] above =
            [("Intro", "{}"), ("Intro", "{}"), ("Intro", """{"k":1}"""), (null, "{}")];
        for (int i = 0; i < chunks.Count; i++)
        {
            chunks[i] = chunks[i] with
            {
                Location = chunks[i].Location with { Section = above[i].Section },
                Metadata = MetadataReader.Read(above[i].Metadata),
            };
        }

        await Store.WriteAsync(Index, version, chunks, Token);
        await Store.PublishAsync(Index, version, Passages.Description, 4, Token);

        IReadOnlyList<ChunkHeading> headings = await Store.ListHeadingsAsync(Index, 10, Token);

        Assert.Equal(
            new ChunkHeading[]
            {
                new(chunks[0].Id, "a", "Title", "Intro", "{}"),
                new(chunks[2].Id, "a", "Title", "Intro", """{"k":1}"""),
                new(chunks[3].Id, "a", "Title", null, "{}"),
            }.OrderBy(heading => heading.Id),
            headings.OrderBy(heading => heading.Id));
        Assert.Equal(2, (await Store.ListHeadingsAsync(Index, 2, Token)).Count);
    }


    [Fact]
    public async Task A_replacement_shows_the_new_and_hides_the_old()
    {
        await Store.CreateAsync(Index, Token);
        await Store.PublishAsync(Index, "d", 1, "old alpha", "old beta", "old gamma");
        Assert.Equal(3, (await SearchAsync("old")).Count);

        await Store.PublishAsync(Index, "d", 2, "new alpha", "new beta");

        Assert.Empty(await SearchAsync("old"));
        Assert.Equal(2, (await SearchAsync("new")).Count);
        Assert.Equal(new IndexUsage(1, 2), await Store.CountAsync(Index, Token));
        Assert.Empty(await Store.ReadAsync(Index, [ChunkId.Create(Index, "d", 1, 0)], Token));
    }

    [Fact]
    public async Task Of_hits_of_several_versions_only_those_of_the_visible_one_are_kept()
    {
        await Store.CreateAsync(Index, Token);
        ScoredChunk[] hits =
            [.. new long[] { 3, 1, 2 }.Select(version => new ScoredChunk(ChunkId.Create(Index, "d", version, 0), 1))];
        await Store.PublishAsync(Index, "d", 1, "one");
        Assert.Equal([hits[1]], await Store.SelectVisibleAsync(Index, hits, Token));
        await Store.PublishAsync(Index, "d", 2, "two");
        var next = new DocumentVersion("d", 3);
        await Store.WriteAsync(Index, next, Passages.Of(Index, next, "three"), Token);

        Assert.Equal([hits[2]], await Store.SelectVisibleAsync(Index, hits, Token));
        Assert.True(await Store.PublishAsync(Index, next, Passages.Description, 1, Token));
        Assert.Equal([hits[0]], await Store.SelectVisibleAsync(Index, hits, Token));
        await Store.WithdrawAsync(Index, next, Token);
        Assert.Empty(await Store.SelectVisibleAsync(Index, hits, Token));
    }

    [Fact]
    public async Task A_fenced_version_cannot_be_published()
    {
        await Store.CreateAsync(Index, Token);
        Assert.True(await Store.PublishAsync(Index, "d", 5, "five"));

        Assert.False(await Store.PublishAsync(Index, "d", 4, "four"));
        await Store.WithdrawAsync(Index, new DocumentVersion("d", 6), Token);
        Assert.False(await Store.PublishAsync(Index, "d", 6, "six"));
        Assert.False(await Store.PublishAsync(Index, "d", 5, "five"));

        Assert.Empty(await SearchAsync("four five six"));
        Assert.True(await Store.PublishAsync(Index, "d", 7, "seven"));
        Assert.Single(await SearchAsync("seven"));
    }

    [Fact]
    public async Task A_withdrawal_before_the_first_write_fences_too()
    {
        await Store.CreateAsync(Index, Token);

        await Store.WithdrawAsync(Index, new DocumentVersion("d", 3), Token);

        Assert.False(await Store.PublishAsync(Index, "d", 3, "three"));
    }

    [Fact]
    public async Task A_late_withdrawal_leaves_the_later_version()
    {
        await Store.CreateAsync(Index, Token);
        await Store.PublishAsync(Index, "d", 5, "five");

        await Store.WithdrawAsync(Index, new DocumentVersion("d", 4), Token);

        Assert.Single(await SearchAsync("five"));
    }

    [Fact]
    public async Task A_withdrawn_document_is_gone_at_once()
    {
        await Store.CreateAsync(Index, Token);
        await Store.PublishAsync(Index, "d", 1, "alpha");
        await Store.PublishAsync(Index, "e", 1, "alpha");
        Assert.Equal(2, (await SearchAsync("alpha")).Count);

        await Store.WithdrawAsync(Index, new DocumentVersion("d", 1), Token);
        await Store.WithdrawAsync(Index, new DocumentVersion("d", 1), Token);

        Assert.Single(await SearchAsync("alpha"));
        Assert.Equal(new IndexUsage(1, 1), await Store.CountAsync(Index, Token));
        Assert.Empty(await Store.ListAsync(Index, "d", 0, 10, Token));
    }

    [Fact]
    public async Task A_purge_keeps_the_visible_version_and_what_is_newer()
    {
        await Store.CreateAsync(Index, Token);
        await Store.PublishAsync(Index, "d", 1, "one");
        await Store.PublishAsync(Index, "d", 2, "two");
        var newer = new DocumentVersion("d", 9);
        await Store.WriteAsync(Index, newer, Passages.Of(Index, newer, "nine"), Token);

        await Store.PurgeAsync(Index, "d", 8, Token);
        await Store.PurgeAsync(Index, "unknown", 8, Token);

        Assert.Single(await SearchAsync("two"));
        Assert.True(await Store.PublishAsync(Index, newer, Passages.Description, 1, Token));
        Assert.Single(await SearchAsync("nine"));
    }
}
