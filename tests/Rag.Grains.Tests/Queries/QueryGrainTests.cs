using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Streams;
using Rag.Grains.Interfaces;

namespace Rag.Grains.Tests.Queries;

public sealed class QueryGrainTests(RagHostFixture fixture) : IClassFixture<RagHostFixture>
{
    private const string Text =
        "The harbour of Lindau was built in 1856. Its lighthouse is 33 metres high. "
        + "The lion at the entrance is of marble.";

    private RagHost Rag => fixture.Host;

    [Fact]
    public async Task An_answer_quotes_its_source_and_the_citation_is_verified()
    {
        CollectionName name = await Rag.CreateCollectionAsync();
        await Rag.IngestAsync(name, "lindau", Text);

        Outcome<Answer> outcome = await Query(QueryId.Create())
            .AskAsync(Ask(name, "How high is the lighthouse?"), default);
        Answer answer = outcome.Value!;
        Citation citation = answer.Citations[0];

        Assert.False(answer.NoAnswer);
        Assert.Contains("33 metres", answer.Text, StringComparison.Ordinal);
        Assert.Equal(("lindau", true), (citation.DocumentId, citation.Verified));
        Assert.Contains(citation.Quote!, Text, StringComparison.Ordinal);
        Assert.Equal(citation.ChunkId, answer.Sources[citation.Id - 1].ChunkId);
        Assert.Equal(citation.Quote, answer.Text[citation.Start..citation.End]);
        Assert.True(answer.Timings.Total > 0);
    }

    [Fact]
    public async Task Without_any_passage_the_service_abstains_and_says_why()
    {
        CollectionName name = await Rag.CreateCollectionAsync();

        Outcome<Answer> outcome = await Query(QueryId.Create())
            .AskAsync(Ask(name, "How high is the lighthouse?"), default);

        Assert.True(outcome.Value!.NoAnswer);
        Assert.Equal("no_passages", outcome.Value.NoAnswerReason);
        Assert.Empty(outcome.Value.Sources);
    }

    [Fact]
    public async Task Events_are_numbered_without_gaps_and_end_with_the_whole_answer()
    {
        CollectionName name = await Rag.CreateCollectionAsync();
        await Rag.IngestAsync(name, "lindau", Text);
        var id = QueryId.Create();
        var seen = new List<AnswerEvent>();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        IAsyncStream<AnswerEvent> stream = Rag.Services.GetRequiredService<IClusterClient>()
            .GetStreamProvider(AnswerEvent.StreamProvider)
            .GetStream<AnswerEvent>(StreamId.Create(AnswerEvent.StreamNamespace, $"default/{id}"));
        StreamSubscriptionHandle<AnswerEvent> handle = await stream.SubscribeAsync((answerEvent, _) =>
        {
            seen.Add(answerEvent);
            if (answerEvent.IsTerminal) ended.TrySetResult();
            return Task.CompletedTask;
        });

        Outcome<QueryStarted> started = await Query(id).StartAsync(Ask(name, "How high is the lighthouse?"), default);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await handle.UnsubscribeAsync();
        Outcome<AnswerEvents> all = await Query(id).GetEventsAsync(0, default);
        Outcome<AnswerEvents> rest = await Query(id).GetEventsAsync(2, default);

        Assert.Null(started.Failure);
        Assert.Equal(Enumerable.Range(1, seen.Count), seen.Select(e => e.Number));
        Assert.Equal(AnswerEventKind.Sources, seen[0].Kind);
        Assert.Equal(AnswerEventKind.Done, seen[^1].Kind);
        Assert.Equal(seen[^1].Answer!.Text, string.Concat(seen.Select(e => e.Text)));
        Assert.Equal(seen.Select(e => e.Number), all.Value!.Events.Select(e => e.Number));
        Assert.Equal(3, rest.Value!.Events[0].Number);
    }

    [Fact]
    public async Task A_cancelled_answer_ends_with_an_error_event()
    {
        await using RagHost slow = await RagHost.StartAsync(settings: new()
        {
            ["Rag:Models:ChatProvider"] = "stub", ["Rag:Models:Stub:TokenDelay"] = "00:00:01",
        });
        CollectionName name = await slow.CreateCollectionAsync();
        await slow.IngestAsync(name, "lindau", Text);
        IQueryGrain query = slow.Grains.Query(TenantId.Default, QueryId.Create());
        await query.StartAsync(Ask(name, "How high is the lighthouse?"), default);

        await query.CancelAsync(default);
        AnswerEvent? last = null;
        await Eventually.IsAsync(async () =>
        {
            Outcome<AnswerEvents> log = await query.GetEventsAsync(0, default);
            Assert.Null(log.Failure);
            last = log.Value!.Events is [.., { IsTerminal: true } end] ? end : null;
            return last is not null;
        });

        Assert.Equal((AnswerEventKind.Error, "cancelled"), (last!.Kind, last.Failure!.Code));
    }

    [Fact]
    public async Task An_unknown_query_is_not_found()
    {
        Outcome<AnswerEvents> outcome = await Query(QueryId.Create()).GetEventsAsync(0, default);

        Assert.Equal(FailureKind.NotFound, outcome.Failure!.Kind);
    }

    [Theory]
    [InlineData("", null, null, null, "empty")]
    [InlineData("x", 0, null, null, "top_k")]
    [InlineData("x", 1_000_000_000, null, null, "1,000,000,000")]
    [InlineData("x", null, "fuzzy", null, "fuzzy")]
    [InlineData("x", null, null, """{"type":"like","key":"a","value":1}""", "like")]
    public async Task A_wrong_question_is_told_what_is_wrong(
        string question, int? topK, string? mode, string? filter, string expected)
    {
        CollectionName name = await Rag.CreateCollectionAsync();
        QueryRequest request = Ask(name, question) with
        {
            Search = Ask(name, question).Search with
            {
                TopK = topK, Mode = mode, Filter = filter is null ? null : new RawJson(filter),
            },
        };

        Outcome<Answer> outcome = await Query(QueryId.Create()).AskAsync(request, default);

        Assert.Equal(FailureKind.Unprocessable, outcome.Failure!.Kind);
        Assert.Contains(expected, outcome.Failure.Message, StringComparison.Ordinal);
    }

    private IQueryGrain Query(QueryId id) => Rag.Grains.Query(TenantId.Default, id);

    private static QueryRequest Ask(CollectionName collection, string question) => new()
    {
        Search = new SearchRequest { Collections = [collection], Query = question },
    };
}
