using Rag.Grains.Interfaces;

namespace Rag.Grains.Tests.Collections;

public sealed class CollectionGrainTests(RagHostFixture fixture) : IClassFixture<RagHostFixture>
{
    private RagHost Rag => fixture.Host;

    [Fact]
    public async Task The_default_collection_exists_from_the_start()
    {
        Outcome<CollectionInfo> found =
            await Rag.Grains.Collection(TenantId.Default, CollectionName.Default).GetAsync(default);

        Assert.Equal("ready", found.Value!.Status);
    }

    [Fact]
    public async Task An_identical_collection_is_answered_and_a_different_one_is_a_conflict()
    {
        CollectionName name = await Rag.CreateCollectionAsync();
        ICollectionGrain grain = Rag.Grains.Collection(TenantId.Default, name);

        Outcome<CollectionCreated> same = await grain.CreateAsync(new CollectionRequest(), default);
        Outcome<CollectionCreated> other = await grain.CreateAsync(new CollectionRequest { Metric = "dot" }, default);

        Assert.False(same.Value!.IsNew);
        Assert.Equal(FailureKind.Conflict, other.Failure!.Kind);
    }

    [Fact]
    public async Task Of_a_hundred_uploads_for_one_place_exactly_one_wins()
    {
        CollectionName name = await Rag.CreateCollectionAsync(
            new CollectionRequest { Quotas = new Quotas { Documents = 1 } });
        DocumentUpload[] uploads = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(i => Rag.UploadAsync($"Text {i}.")));

        Outcome<DocumentAccepted>[] outcomes = await Task.WhenAll(
            uploads.Select((upload, i) => Rag.Document(name, $"d{i}").SubmitAsync(upload, default)));

        Assert.Single(outcomes, outcome => outcome.Value is not null);
        Assert.All(
            outcomes.Where(outcome => outcome.Failure is not null),
            outcome => Assert.Equal("quota_exceeded", outcome.Failure!.Code));
    }

    [Fact]
    public async Task A_deleted_document_gives_its_place_back_once()
    {
        CollectionName name = await Rag.CreateCollectionAsync(
            new CollectionRequest { Quotas = new Quotas { Documents = 1 } });
        await Rag.IngestAsync(name, "first", "The first text.");

        await Rag.Document(name, "first").DeleteAsync(default);
        await Eventually.IsAsync(async () => (await Rag.Document(name, "first").GetAsync(default)).Failure is not null);
        DocumentInfo second = await Rag.IngestAsync(name, "second", "The second text.");
        Outcome<DocumentAccepted> third = await Rag.Document(name, "third")
            .SubmitAsync(await Rag.UploadAsync("The third text."), default);

        Assert.Equal(DocumentStatus.Completed, second.Status);
        Assert.Equal("quota_exceeded", third.Failure!.Code);
    }

    [Fact]
    public async Task Chunks_beyond_the_quota_fail_the_document_and_cost_nothing()
    {
        CollectionName name = await Rag.CreateCollectionAsync(
            new CollectionRequest { Quotas = new Quotas { Chunks = 2 } });

        DocumentInfo document = await Rag.IngestAsync(
            name, "long", string.Join("\n\n", Enumerable.Range(0, 40).Select(i => $"{i} " + new string('x', 400))));
        Outcome<CollectionInfo> after = await Rag.Grains.Collection(TenantId.Default, name).GetAsync(default);

        Assert.Equal(("failed", "quota_exceeded"), (document.Status, document.Error!.Code));
        Assert.Equal(0, after.Value!.Usage.Chunks);
        Assert.Equal(0, document.ChunkCount);
    }

    [Fact]
    public async Task Searches_beyond_the_rate_are_refused_with_the_time_to_wait()
    {
        CollectionName name = await Rag.CreateCollectionAsync(
            new CollectionRequest { Limits = new RateLimits { QueriesPerMinute = 3 } });
        ICollectionGrain grain = Rag.Grains.Collection(TenantId.Default, name);

        Outcome<SearchTicket>[] outcomes = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => grain.AdmitSearchAsync(default)));
        Failure refused = outcomes.First(outcome => outcome.Failure is not null).Failure!;

        Assert.Equal(3, outcomes.Count(outcome => outcome.Value is not null));
        Assert.Equal(FailureKind.RateLimited, refused.Kind);
        Assert.InRange(refused.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
        Assert.Equal((3, 0), (refused.Limit!.Quota, refused.Limit.Remaining));
    }

    [Fact]
    public async Task A_deleted_collection_is_gone_at_once_and_its_name_starts_anew()
    {
        CollectionName name = await Rag.CreateCollectionAsync();
        ICollectionGrain grain = Rag.Grains.Collection(TenantId.Default, name);
        await Rag.IngestAsync(name, "d", "The zeppelin is moored.");

        await grain.DeleteAsync(default);
        Outcome<CollectionInfo> gone = await grain.GetAsync(default);
        Outcome<CollectionCreated> again = await grain.CreateAsync(new CollectionRequest(), default);
        IReadOnlyList<Hit> hits = await Rag.SearchAsync(name, "zeppelin");

        Assert.Equal(FailureKind.NotFound, gone.Failure!.Kind);
        Assert.Equal(2, again.Value!.Collection.Generation);
        Assert.Equal(0, again.Value.Collection.Usage.Documents);
        Assert.Empty(hits);
    }
}
