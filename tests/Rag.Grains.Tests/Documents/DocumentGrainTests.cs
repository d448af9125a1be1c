using Microsoft.Extensions.DependencyInjection;
using Rag.Grains.Interfaces;
using Rag.Pipeline;
using Rag.Pipeline.Parsing;

namespace Rag.Grains.Tests.Documents;

public sealed class DocumentGrainTests
{
    [Fact]
    public async Task A_document_is_searchable_with_its_source_once_it_is_completed()
    {
        await using RagHost rag = await RagHost.StartAsync();
        CollectionName name = await rag.CreateCollectionAsync();

        DocumentInfo document = await rag.IngestAsync(
            name, "https://example.org/a#1", "The zeppelin is moored in the harbour.");
        Hit hit = Assert.Single(await rag.SearchAsync(name, "Where is the zeppelin?"));

        Assert.Equal(DocumentStatus.Completed, document.Status);
        Assert.Equal(1, document.ChunkCount);
        Assert.Equal("https://example.org/a#1", hit.DocumentId);
        Assert.Equal("The zeppelin is moored in the harbour.", hit.Text);
        Assert.Equal((0, 38), (hit.Location.CharStart, hit.Location.CharEnd));
    }

    [Fact]
    public async Task A_replaced_document_shows_only_its_new_version()
    {
        await using RagHost rag = await RagHost.StartAsync();
        CollectionName name = await rag.CreateCollectionAsync();
        DocumentInfo first = await rag.IngestAsync(name, "d", "The zeppelin is moored.");

        DocumentInfo second = await rag.IngestAsync(name, "d", "The balloon is moored.");

        Assert.True(second.Version > first.Version);
        Assert.DoesNotContain(
            await rag.SearchAsync(name, "zeppelin"), hit => hit.Text.Contains("zeppelin", StringComparison.Ordinal));
        Assert.Contains(await rag.SearchAsync(name, "balloon"), hit => hit.Version == second.Version);
    }

    [Fact]
    public async Task The_same_content_under_the_same_id_is_not_done_again()
    {
        await using RagHost rag = await RagHost.StartAsync();
        CollectionName name = await rag.CreateCollectionAsync();
        DocumentInfo first = await rag.IngestAsync(name, "d", "The zeppelin is moored.");

        Outcome<DocumentAccepted> again =
            await rag.Document(name, "d").SubmitAsync(await rag.UploadAsync("The zeppelin is moored."), default);

        Assert.True(again.Value!.Deduplicated);
        Assert.Equal(first.Version, again.Value.Document.Version);
    }

    [Fact]
    public async Task A_deleted_document_is_not_found_by_any_leg_from_the_moment_of_the_answer()
    {
        await using RagHost rag = await RagHost.StartAsync();
        CollectionName name = await rag.CreateCollectionAsync();
        await rag.IngestAsync(name, "d", "The zeppelin is moored.");

        Outcome<DocumentInfo> deleted = await rag.Document(name, "d").DeleteAsync(default);

        Assert.Equal(DocumentStatus.Deleting, deleted.Value!.Status);
        Assert.Empty(await rag.SearchAsync(name, "zeppelin"));
        await Eventually.IsAsync(async () => (await rag.Document(name, "d").GetAsync(default)).Failure is not null);
        IVectorStore vectors = Assert.Single(
            rag.Services.GetServices<IVectorStore>(), store => store.Name == "embedded");
        Assert.Equal(0, await vectors.CountAsync(new IndexId("default", name.Value, 1), default));
    }

    [Fact]
    public async Task Deletions_that_cross_and_an_upload_behind_them_all_get_what_they_were_told()
    {
        await using RagHost rag = await RagHost.StartAsync();
        CollectionName name = await rag.CreateCollectionAsync();
        for (int round = 0; round < 30; round++)
        {
            await rag.IngestAsync(name, "d", $"The zeppelin {round} is moored.");

            Outcome<DocumentInfo>[] deleted = await Task.WhenAll(
                Enumerable.Range(0, 8).Select(_ => rag.Document(name, "d").DeleteAsync(default)));

            Assert.All(deleted, outcome => Assert.True(
                outcome.Value?.Status == DocumentStatus.Deleting || outcome.Failure?.Kind == FailureKind.NotFound));
            Assert.Contains(deleted, outcome => outcome.Failure is null);
            Assert.Empty(await rag.SearchAsync(name, "zeppelin"));
        }

        await rag.IngestAsync(name, "d", "The zeppelin is back.");
        Assert.Single(await rag.SearchAsync(name, "zeppelin"));
    }

    [Fact]
    public async Task Work_that_a_stop_cut_off_goes_on_after_the_restart()
    {
        var blocked = new GatedParser();
        await using RagHost rag = await RagHost.StartAsync(configure: blocked.Install);
        CollectionName name = await rag.CreateCollectionAsync();
        string[] ids = [.. Enumerable.Range(0, 20).Select(i => $"d{i}")];
        foreach (string id in ids)
        {
            Outcome<DocumentAccepted> accepted = await rag.Document(name, id)
                .SubmitAsync(await rag.UploadAsync($"The zeppelin {id} is moored."), default);
            Assert.Null(accepted.Failure);
        }

        await blocked.Entered;
        await rag.RestartAsync();
        DocumentInfo[] ended = await Task.WhenAll(ids.Select(id => rag.WaitAsync(name, id)));

        Assert.All(ended, document => Assert.Equal(("completed", 1), (document.Status, document.ChunkCount)));
        IChunkStore chunks = rag.Services.GetRequiredService<IChunkStore>();
        Assert.Equal(new IndexUsage(20, 20), await chunks.CountAsync(new IndexId("default", name.Value, 1), default));
    }

    [Fact]
    public async Task A_later_upload_fences_the_run_of_an_earlier_one()
    {
        var blocked = new GatedParser();
        await using RagHost rag = await RagHost.StartAsync(configure: blocked.Install);
        CollectionName name = await rag.CreateCollectionAsync();
        await rag.Document(name, "d").SubmitAsync(await rag.UploadAsync("The zeppelin is moored."), default);
        await blocked.Entered;

        Outcome<DocumentAccepted> later =
            await rag.Document(name, "d").SubmitAsync(await rag.UploadAsync("The balloon is moored."), default);
        blocked.Open();
        DocumentInfo ended = await rag.WaitAsync(name, "d");

        Assert.Equal((DocumentStatus.Completed, later.Value!.Document.Version), (ended.Status, ended.Version));
        Assert.Equal("The balloon is moored.", Assert.Single(await rag.SearchAsync(name, "moored")).Text);
    }

    [Fact]
    public async Task A_cancelled_document_says_so_and_can_be_retried()
    {
        var blocked = new GatedParser();
        await using RagHost rag = await RagHost.StartAsync(configure: blocked.Install);
        CollectionName name = await rag.CreateCollectionAsync();
        await rag.Document(name, "d").SubmitAsync(await rag.UploadAsync("The zeppelin is moored."), default);
        await blocked.Entered;

        Outcome<DocumentInfo> cancelled = await rag.Document(name, "d").CancelAsync(default);
        Outcome<DocumentInfo> twice = await rag.Document(name, "d").CancelAsync(default);
        blocked.Open();
        Outcome<DocumentInfo> retried = await rag.Document(name, "d").RetryAsync(default);
        DocumentInfo ended = await rag.WaitAsync(name, "d");

        Assert.Equal(DocumentStatus.Cancelled, cancelled.Value!.Status);
        Assert.Equal(FailureKind.Conflict, twice.Failure!.Kind);
        Assert.Null(retried.Failure);
        Assert.Equal(DocumentStatus.Completed, ended.Status);
    }

    [Theory]
    [InlineData("", "text/plain", FailureKind.Unprocessable, "empty")]
    [InlineData("x", "image/png", FailureKind.UnsupportedType, "unsupported_type")]
    [InlineData("%PDF-1.7 x", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        FailureKind.UnsupportedType, "mislabelled_type")]
    public async Task What_cannot_be_read_is_refused_before_it_is_accepted(
        string text, string contentType, FailureKind kind, string code)
    {
        await using RagHost rag = await RagHost.StartAsync();
        CollectionName name = await rag.CreateCollectionAsync();

        Outcome<DocumentAccepted> refused =
            await rag.Document(name, "d").SubmitAsync(await rag.UploadAsync(text, contentType), default);

        Assert.Equal((kind, code), (refused.Failure!.Kind, refused.Failure.Code));
        Assert.Equal(FailureKind.NotFound, (await rag.Document(name, "d").GetAsync(default)).Failure!.Kind);
    }

    [Fact]
    public async Task A_document_without_text_fails_with_code_and_stage()
    {
        await using RagHost rag = await RagHost.StartAsync();
        CollectionName name = await rag.CreateCollectionAsync();

        DocumentInfo document = await rag.IngestAsync(name, "blank", " \n\n \t ");

        Assert.Equal(("failed", "no_text", "parsing"), (document.Status, document.Error!.Code, document.Error.Stage));
        Assert.Equal(0, document.ChunkCount);
    }

    [Fact]
    public async Task A_file_under_which_the_parser_dies_twice_is_poison()
    {
        var deadly = new DeadlyParser();
        await using RagHost rag = await RagHost.StartAsync(configure: deadly.Install);
        CollectionName name = await rag.CreateCollectionAsync();

        DocumentInfo document = await rag.IngestAsync(name, "d", "The zeppelin is moored.");

        Assert.Equal(("failed", "poison"), (document.Status, document.Error!.Code));
        Assert.Equal(2, deadly.Calls);
    }

    /// <summary>A parser that waits to be let through, and says when it has been entered.</summary>
    private sealed class GatedParser : IDocumentParser
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private IDocumentParser _inner = null!;

        public Task Entered => _entered.Task;

        public IReadOnlyCollection<string> ContentTypes => _inner.ContentTypes;

        public void Open() => _open.TrySetResult();

        public void Install(IServiceCollection services) => ParserReplacement.Install(services, inner =>
        {
            _inner = inner;
            return this;
        });

        public async Task<ParsedDocument> ParseAsync(ParseSource source, CancellationToken cancellationToken)
        {
            _entered.TrySetResult();
            await _open.Task.WaitAsync(cancellationToken);
            return await _inner.ParseAsync(source, cancellationToken);
        }
    }

    private sealed class DeadlyParser : IDocumentParser
    {
        private int _calls;

        public int Calls => _calls;

        public IReadOnlyCollection<string> ContentTypes => [];

        public void Install(IServiceCollection services) => ParserReplacement.Install(services, _ => this);

        public Task<ParsedDocument> ParseAsync(ParseSource source, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _calls);
            throw new ParseException(ParseException.WorkerDied, "The parser's process has ended.");
        }
    }
}
