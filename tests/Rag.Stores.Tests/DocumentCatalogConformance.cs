using System.Text.Json;
using Rag.Pipeline;
using Rag.Pipeline.Filtering;

namespace Rag.Stores.Tests;

/// <summary>What every document catalog does.</summary>
public abstract class DocumentCatalogConformance
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract IDocumentCatalog Catalog { get; }

    [Fact]
    public async Task An_entry_reads_back_whole()
    {
        CatalogEntry entry = Entry("d", Noon.AddTicks(7)) with
        {
            Metadata = MetadataReader.Read("""{"a":[],"b":true,"c":1.5,"d":"é"}"""),
            IsUnfinished = true,
            Json = """{"x":"y"}""",
        };

        await Catalog.PutAsync(entry, Token);

        CatalogEntry read = Assert.Single((await Catalog.ListAsync(Query(), Token)).Entries);
        Assert.Equal(entry with { Metadata = read.Metadata }, read);
        Assert.Equal(entry.Metadata.Json, read.Metadata.Json);
    }

    [Fact]
    public async Task Pages_run_from_the_newest_to_the_oldest_and_miss_nothing()
    {
        for (int i = 0; i < 7; i++) await Catalog.PutAsync(Entry($"d{i}", Noon.AddSeconds(i / 2)), Token);

        List<string> seen = [];
        string? cursor = null;
        do
        {
            CatalogPage page = await Catalog.ListAsync(Query() with { Cursor = cursor, Limit = 3 }, Token);
            seen.AddRange(page.Entries.Select(entry => entry.DocumentId));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(["d6", "d5", "d4", "d3", "d2", "d1", "d0"], seen);
    }

    [Fact]
    public async Task The_last_full_page_has_no_cursor()
    {
        for (int i = 0; i < 3; i++) await Catalog.PutAsync(Entry($"d{i}", Noon), Token);

        Assert.Null((await Catalog.ListAsync(Query() with { Limit = 3 }, Token)).NextCursor);
        Assert.NotNull((await Catalog.ListAsync(Query() with { Limit = 2 }, Token)).NextCursor);
    }

    [Fact]
    public async Task A_cursor_that_nobody_made_is_refused()
    {
        foreach (string cursor in new[] { "", "x", "!!", "QUJD", "OjE" })
        {
            StoreException failure = await Assert.ThrowsAsync<StoreException>(
                () => Catalog.ListAsync(Query() with { Cursor = cursor }, Token));
            Assert.Equal("invalid_cursor", failure.Code);
        }
    }

    [Fact]
    public async Task Lists_can_be_narrowed_by_status_and_metadata()
    {
        await Catalog.PutAsync(
            Entry("a", Noon, "completed") with { Metadata = MetadataReader.Read("""{"k":"1"}""") }, Token);
        await Catalog.PutAsync(
            Entry("b", Noon, "completed") with { Metadata = MetadataReader.Read("""{"k":"2"}""") }, Token);
        await Catalog.PutAsync(
            Entry("c", Noon, "failed") with { Metadata = MetadataReader.Read("""{"k":"1"}""") }, Token);
        Assert.True(FilterReader.TryRead(JsonDocument.Parse("""{"k":"1"}""").RootElement, out Filter? filter, out _));

        Assert.Equal(["b", "a"], await IdsAsync(Query() with { Status = "completed" }));
        Assert.Equal(["c", "a"], await IdsAsync(Query() with { Filter = filter }));
        Assert.Equal(["a"], await IdsAsync(Query() with { Filter = filter, Status = "completed" }));
    }

    [Fact]
    public async Task A_late_write_is_ignored()
    {
        await Catalog.PutAsync(Entry("d", Noon, "completed") with { Sequence = 5 }, Token);

        await Catalog.PutAsync(Entry("d", Noon, "queued") with { Sequence = 5, Chunks = 99 }, Token);
        await Catalog.PutAsync(Entry("d", Noon, "queued") with { Sequence = 4, Chunks = 99 }, Token);

        Assert.Equal("completed", (await Catalog.ListAsync(Query(), Token)).Entries[0].Status);
        Assert.Equal(new CatalogUsage(1, 10, 100), await Catalog.CountAsync("t", "c", Token));
    }

    [Fact]
    public async Task Sums_are_exact_through_writes_replacements_and_removals()
    {
        await Catalog.PutAsync(Entry("a", Noon), Token);
        await Catalog.PutAsync(Entry("b", Noon, "failed"), Token);
        await Catalog.PutAsync(Entry("a", Noon) with { Sequence = 2, Chunks = 3, Bytes = 7 }, Token);
        await Catalog.PutAsync(Entry("a", Noon) with { Tenant = "other" }, Token);

        Assert.Equal(new CatalogUsage(2, 13, 107), await Catalog.CountAsync("t", "c", Token));
        await Catalog.RemoveAsync("t", "c", "b", Token);
        await Catalog.RemoveAsync("t", "c", "unknown", Token);
        Assert.Equal(new CatalogUsage(1, 3, 7), await Catalog.CountAsync("t", "c", Token));
        await Catalog.RemoveCollectionAsync("t", "c", Token);
        Assert.Equal(default, await Catalog.CountAsync("t", "c", Token));
        Assert.Equal(new CatalogUsage(1, 10, 100), await Catalog.CountAsync("other", "c", Token));
    }

    [Fact]
    public async Task Unfinished_documents_of_all_tenants_are_listed_the_longest_silent_first()
    {
        await Catalog.PutAsync(Entry("a", Noon) with { IsUnfinished = true, HeardAt = Noon.AddSeconds(2) }, Token);
        await Catalog.PutAsync(Entry("b", Noon) with { IsUnfinished = true, HeardAt = Noon, Tenant = "other" }, Token);
        await Catalog.PutAsync(Entry("c", Noon) with { IsUnfinished = false, HeardAt = Noon }, Token);
        await Catalog.PutAsync(Entry("d", Noon) with { IsUnfinished = true, HeardAt = Noon.AddSeconds(9) }, Token);

        Assert.Equal(["b", "a"], await UnfinishedAsync(Noon.AddSeconds(9)));
        await Catalog.TouchAsync("other", "c", "b", Noon.AddSeconds(30), Token);
        Assert.Equal(["a"], await UnfinishedAsync(Noon.AddSeconds(9)));
    }

    [Fact]
    public async Task Names_that_look_like_sql_are_only_names()
    {
        const string id = "x'; DELETE FROM catalog; --\0\"%_";
        await Catalog.PutAsync(Entry(id, Noon), Token);

        Assert.Equal([id], await IdsAsync(Query()));
    }

    private static CatalogQuery Query() => new("t", "c", null, null, null, 100);

    private static CatalogEntry Entry(string id, DateTimeOffset created, string status = "completed") => new()
    {
        Tenant = "t",
        Collection = "c",
        DocumentId = id,
        Sequence = 1,
        Status = status,
        IsUnfinished = false,
        Bytes = 100,
        Chunks = 10,
        Metadata = Metadata.Empty,
        CreatedAt = created,
        HeardAt = created,
        Json = "{}",
    };

    private async Task<List<string>> IdsAsync(CatalogQuery query) =>
        [.. (await Catalog.ListAsync(query, Token)).Entries.Select(entry => entry.DocumentId)];

    private async Task<List<string>> UnfinishedAsync(DateTimeOffset silentSince) =>
        [.. (await Catalog.ListUnfinishedAsync(silentSince, 10, Token)).Select(entry => entry.DocumentId)];
}
