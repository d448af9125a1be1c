using Rag.Pipeline;

namespace Rag.Stores.Tests;

/// <summary>What every embedding cache does, beside the chunk store whose documents it keeps to.</summary>
public abstract class EmbeddingCacheConformance
{
    protected const string Model = "openai/text-embedding-3-small/3";

    protected static readonly IndexId Index = new("tenant", "collection", 1);
    protected static readonly TextDigest Robin = TextDigest.Of("The robin sings.");
    private static readonly TextDigest Wren = TextDigest.Of("The wren hides.");

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract IEmbeddingCache Cache { get; }

    protected abstract IChunkStore Chunks { get; }

    /// <summary>Rows in the table, of all documents.</summary>
    protected abstract long CountRows();

    [Fact]
    public async Task A_vector_comes_back_bit_for_bit_with_its_note()
    {
        await CreateAsync();
        float[] vector = [1.5f, -0f, float.Epsilon, float.MaxValue, 0.1f];
        Dictionary<TextDigest, CachedEmbedding> kept = new()
        {
            [Robin] = new CachedEmbedding(vector, null),
            [Wren] = new CachedEmbedding(new float[] { 2, 3 }, 8_190),
        };

        await Cache.WriteAsync(Index, new("d", 1), Model, kept, Token);
        IReadOnlyDictionary<TextDigest, CachedEmbedding> found =
            await Cache.FindAsync(Index, new("d", 1), Model, [Robin, Wren, TextDigest.Of("unknown")], Token);

        Assert.Equal(2, found.Count);
        Assert.Equal(
            Array.ConvertAll(vector, BitConverter.SingleToInt32Bits),
            Array.ConvertAll(found[Robin].Vector.ToArray(), BitConverter.SingleToInt32Bits));
        Assert.Null(found[Robin].KeptCharacters);
        Assert.Equal([2f, 3f], found[Wren].Vector.ToArray());
        Assert.Equal(8_190, found[Wren].KeptCharacters);
    }

    [Fact]
    public async Task More_than_a_transaction_holds_comes_back_whole_and_goes_whole()
    {
        await CreateAsync();
        var kept = Enumerable.Range(0, 700).ToDictionary(
            number => TextDigest.Of($"text {number}"), number => new CachedEmbedding(new float[] { number }, null));

        await Cache.WriteAsync(Index, new("d", 1), Model, kept, Token);
        IReadOnlyDictionary<TextDigest, CachedEmbedding> found =
            await Cache.FindAsync(Index, new("d", 2), Model, [.. kept.Keys], Token);

        Assert.Equal(700, found.Count);
        Assert.Equal(699, found[TextDigest.Of("text 699")].Vector.Span[0]);
        await Cache.PurgeAsync(Index, "d", 1, null, Token);
        Assert.Equal(700, CountRows());
        await Cache.PurgeAsync(Index, "d", 2, null, Token);
        Assert.Equal(0, CountRows());
    }

    [Fact]
    public async Task Nothing_is_shared_between_documents_indexes_tenants_and_models()
    {
        await CreateAsync();
        IndexId[] others =
        [
            Index with { Tenant = "other" }, Index with { Collection = "other" }, Index with { Generation = 2 },
        ];
        foreach (IndexId other in others) await Chunks.CreateAsync(other, Token);

        await KeepAsync("d", 1, Robin);

        foreach (IndexId other in others)
            Assert.Empty(await Cache.FindAsync(other, new("d", 2), Model, [Robin], Token));
        Assert.Empty(await Cache.FindAsync(Index, new("e", 2), Model, [Robin], Token));
        Assert.Empty(await Cache.FindAsync(Index, new("d", 2), Model + " passage: ", [Robin], Token));
        Assert.Single(await Cache.FindAsync(Index, new("d", 2), Model, [Robin], Token));
    }

    [Fact]
    public async Task What_a_version_used_stays_when_older_versions_go()
    {
        await CreateAsync();
        await KeepAsync("d", 1, Robin, Wren);

        await Cache.FindAsync(Index, new("d", 2), Model, [Robin], Token);
        await Cache.PurgeAsync(Index, "d", 2, 2, Token);

        Assert.Equal([Robin], await FindAsync("d", 3, Robin, Wren));
        Assert.Equal(1, CountRows());
    }

    [Fact]
    public async Task What_an_abandoned_version_and_the_visible_one_used_stays_and_the_rest_goes()
    {
        await CreateAsync();
        TextDigest ouzel = TextDigest.Of("The ouzel dives.");
        await KeepAsync("d", 1, Robin);
        await KeepAsync("d", 2, Wren);
        await KeepAsync("d", 3, ouzel);

        await Cache.PurgeAsync(Index, "d", upTo: 2, keepVersion: 1, Token);

        Assert.Equal(2, CountRows());
        Assert.Equal([Robin, ouzel], await FindAsync("d", 4, Robin, Wren, ouzel));
    }

    [Fact]
    public async Task A_late_look_up_of_an_older_version_does_not_take_a_vector_from_a_newer_one()
    {
        await CreateAsync();
        await KeepAsync("d", 5, Robin);

        await Cache.FindAsync(Index, new("d", 4), Model, [Robin], Token);
        await KeepAsync("d", 4, Robin);
        await Cache.PurgeAsync(Index, "d", 4, null, Token);

        Assert.Equal([Robin], await FindAsync("d", 6, Robin));
    }

    [Fact]
    public async Task Writing_a_text_again_replaces_what_is_kept()
    {
        await CreateAsync();
        await KeepAsync("d", 1, Robin);

        var other = new CachedEmbedding(new float[] { 7, 8 }, 5);
        await Cache.WriteAsync(
            Index, new("d", 2), Model, new Dictionary<TextDigest, CachedEmbedding> { [Robin] = other }, Token);

        CachedEmbedding found = (await Cache.FindAsync(Index, new("d", 2), Model, [Robin], Token))[Robin];
        Assert.Equal([7f, 8f], found.Vector.ToArray());
        Assert.Equal(5, found.KeptCharacters);
        Assert.Equal(1, CountRows());
    }

    [Fact]
    public async Task A_withdrawn_document_gets_no_more_rows_until_it_is_uploaded_again()
    {
        await CreateAsync();
        await KeepAsync("d", 1, Robin);

        await Chunks.WithdrawAsync(Index, new("d", 2), Token);
        await Cache.PurgeAsync(Index, "d", 2, null, Token);
        await KeepAsync("d", 1, Robin);
        await KeepAsync("d", 2, Robin);

        Assert.Equal(0, CountRows());
        await KeepAsync("d", 3, Robin);
        Assert.Equal([Robin], await FindAsync("d", 3, Robin));
    }

    [Fact]
    public async Task Dropping_an_index_removes_its_rows_and_no_others()
    {
        await CreateAsync();
        IndexId next = Index with { Generation = 2 };
        await Chunks.CreateAsync(next, Token);
        await KeepAsync("d", 1, Robin, Wren);
        await Chunks.PublishAsync(Index, "e", 1, "text");
        await Cache.WriteAsync(next, new("d", 1), Model, Embeddings(Robin), Token);

        await Chunks.DropAsync(Index, Token);
        await KeepAsync("d", 2, Robin);

        Assert.Equal(1, CountRows());
        Assert.Empty(await FindAsync("d", 3, Robin, Wren));
        Assert.Single(await Cache.FindAsync(next, new("d", 2), Model, [Robin], Token));
    }

    [Fact]
    public async Task Unknown_indexes_and_documents_have_nothing()
    {
        Assert.Empty(await FindAsync("d", 1, Robin));
        await KeepAsync("d", 1, Robin);
        await Cache.PurgeAsync(Index, "d", 1, null, Token);
        await CreateAsync();
        Assert.Empty(await FindAsync("d", 1, Robin));
        Assert.Empty(await FindAsync("d", 1));
        await Cache.WriteAsync(Index, new("d", 1), Model, Embeddings(), Token);
        await Cache.PurgeAsync(Index, "unknown", 1, null, Token);

        Assert.Equal(0, CountRows());
    }

    [Fact]
    public async Task Two_runs_of_a_document_at_once_keep_each_text_once()
    {
        await CreateAsync();
        TextDigest[] texts = [.. Enumerable.Range(0, 100).Select(number => TextDigest.Of($"text {number}"))];

        await Task.WhenAll(Enumerable.Range(1, 8).Select(version => Task.Run(async () =>
        {
            await KeepAsync("d", version, texts);
            Assert.Equal(100, (await FindAsync("d", version, [.. texts.Reverse()])).Count);
        })));

        Assert.Equal(100, CountRows());
        await Cache.PurgeAsync(Index, "d", 7, null, Token);
        Assert.Equal(100, CountRows());
    }

    protected Task CreateAsync() => Chunks.CreateAsync(Index, Token);

    protected Task KeepAsync(string document, long version, params TextDigest[] texts) =>
        Cache.WriteAsync(Index, new(document, version), Model, Embeddings(texts), Token);

    protected async Task<List<TextDigest>> FindAsync(string document, long version, params TextDigest[] texts)
    {
        IReadOnlyDictionary<TextDigest, CachedEmbedding> found =
            await Cache.FindAsync(Index, new(document, version), Model, texts, Token);
        return [.. texts.Where(found.ContainsKey)];
    }

    private static Dictionary<TextDigest, CachedEmbedding> Embeddings(params TextDigest[] texts) =>
        texts.ToDictionary(text => text, _ => new CachedEmbedding(new float[] { 1, 2, 3 }, null));
}
