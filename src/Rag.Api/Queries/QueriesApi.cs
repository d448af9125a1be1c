using System.Globalization;
using Rag.Api.Conversations;
using Rag.Api.Errors;
using Rag.Api.Json;
using Rag.Api.OpenApi;
using Rag.Api.Streaming;
using Rag.Api.Tenancy;
using Rag.Grains.Interfaces;

namespace Rag.Api.Queries;

/// <summary>Questions: answered in one piece or streamed, read again, resumed, cancelled.</summary>
internal static class QueriesApi
{
    private const string OneExample = """{"question":"How many days of holiday are there?"}""";
    private const string ManyExample =
        """{"question":"How many days of holiday are there?","collections":["default"]}""";

    private const string StreamDescription =
        "Server-sent events: `sources` once, then `delta` and `citation`, then `done` or `error`. Resumable for five " +
        "minutes at `/v1/queries/{id}/stream`. Leaving cancels the model call unless `detach` is true.";

    /// <summary>Maps questions to one collection and to several, <c>/v1/queries</c> and the conversations that they
    /// make.</summary>
    public static void MapQueries(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/collections/{collection}/query", AskAsync).WithTags("Queries").Takes<QueryBody>(OneExample)
            .Produces<Answer>().Fails(400, 404, 413, 415, 422, 429, 502, 504)
            .Describe(
                "query",
                "Ask a collection",
                "A grounded answer with its sources, citations and timings; `no_answer` when the evidence is weak.");
        routes.MapPost("/v1/collections/{collection}/query/stream", StreamAsync).WithTags("Queries")
            .Takes<QueryBody>(OneExample)
            .Streams().Fails(400, 404, 413, 415, 422, 429)
            .Describe("queryStream", "Ask a collection, streamed", StreamDescription);
        routes.MapPost("/v1/query", AskManyAsync).WithTags("Queries").Takes<QueryBody>(ManyExample)
            .Produces<Answer>().Fails(400, 404, 413, 415, 422, 429, 502, 504)
            .Describe("queryMany", "Ask several collections", "The same over `collections`.");
        routes.MapPost("/v1/query/stream", StreamManyAsync).WithTags("Queries").Takes<QueryBody>(ManyExample)
            .Streams().Fails(400, 404, 413, 415, 422, 429)
            .Describe("queryManyStream", "Ask several collections, streamed", StreamDescription);
        routes.MapGet("/v1/queries/{query}", GetAsync).WithTags("Queries")
            .Produces<Answer>().Produces<QueryState>(StatusCodes.Status202Accepted).Fails(404, 409, 502, 504)
            .Describe(
                "getQuery",
                "Read an answer again",
                "For five minutes after its end; 202 while it is made, its error if it failed.");
        routes.MapGet("/v1/queries/{query}/stream", ResumeAsync).WithTags("Queries")
            .Header("Last-Event-ID", "Number of the last event that was seen; default: from the beginning")
            .Streams().Fails(400, 404)
            .Describe("resumeQuery", "Resume a stream", "The events after `Last-Event-ID`, then what follows.");
        routes.MapPost("/v1/queries/{query}/cancel", CancelAsync).WithTags("Queries")
            .Produces<QueryState>(StatusCodes.Status202Accepted).Fails(404)
            .Describe(
                "cancelQuery",
                "Cancel a query",
                "Its stream ends with an `error` event of code `cancelled`. Idempotent.");
        routes.MapConversations();
    }

    private static async Task<IResult> AskAsync(
        string collection, HttpContext context, Asking asking, CancellationToken cancellationToken)
    {
        Outcome<QueryRequest> read = await QuestionReader.ReadAsync(context.Request, collection, cancellationToken);
        return read.Failed(out Failure? invalid, out QueryRequest? question)
            ? new Problem(invalid)
            : await asking.AnswerAsync(context, question, cancellationToken);
    }

    private static async Task<IResult> AskManyAsync(
        HttpContext context, Asking asking, CancellationToken cancellationToken)
    {
        Outcome<QueryRequest> read = await QuestionReader.ReadAsync(context.Request, null, cancellationToken);
        return read.Failed(out Failure? invalid, out QueryRequest? question)
            ? new Problem(invalid)
            : await asking.AnswerAsync(context, question, cancellationToken);
    }

    private static async Task<IResult> StreamAsync(
        string collection, HttpContext context, Asking asking, CancellationToken cancellationToken)
    {
        Outcome<QueryRequest> read = await QuestionReader.ReadAsync(context.Request, collection, cancellationToken);
        return read.Failed(out Failure? invalid, out QueryRequest? question)
            ? new Problem(invalid)
            : await asking.StreamAsync(context, question, static id => new AnswerFrames(id));
    }

    private static async Task<IResult> StreamManyAsync(
        HttpContext context, Asking asking, CancellationToken cancellationToken)
    {
        Outcome<QueryRequest> read = await QuestionReader.ReadAsync(context.Request, null, cancellationToken);
        return read.Failed(out Failure? invalid, out QueryRequest? question)
            ? new Problem(invalid)
            : await asking.StreamAsync(context, question, static id => new AnswerFrames(id));
    }

    private static async Task<IResult> GetAsync(
        string query, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!QueryId.TryParse(query, out QueryId id)) return Unknown(query);
        Outcome<AnswerEvents> found = await grains.Query(context.Tenant(), id).GetEventsAsync(0, cancellationToken);
        if (found.Failed(out Failure? missing, out AnswerEvents? events)) return new Problem(missing);
        return events.Events is [.., { IsTerminal: true } last]
            ? last.Answer is { } answer ? new JsonAnswer<Answer>(answer) : new Problem(last.Failure!)
            : new JsonAnswer<QueryState>(new QueryState(id.Value, "running"), StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> ResumeAsync(
        string query, HttpContext context, Asking asking, CancellationToken cancellationToken)
    {
        if (!QueryId.TryParse(query, out QueryId id)) return Unknown(query);
        string? text = context.Request.Headers["Last-Event-ID"];
        int after = 0;
        if (!string.IsNullOrEmpty(text)
            && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            return new Problem(ApiFailures.Malformed(
                $"Last-Event-ID is '{text}'; it must be the number of an event.", "invalid_last_event_id"));
        }

        return await asking.ResumeAsync(context, id, after, cancellationToken);
    }

    private static async Task<IResult> CancelAsync(
        string query, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!QueryId.TryParse(query, out QueryId id)) return Unknown(query);
        Outcome<QueryStarted> outcome = await grains.Query(context.Tenant(), id).CancelAsync(cancellationToken);
        return outcome.Failure is { } failure
            ? new Problem(failure)
            : new JsonAnswer<QueryState>(new QueryState(id.Value, "cancelled"), StatusCodes.Status202Accepted);
    }

    private static Problem Unknown(string query) => new(ApiFailures.NotFound("query", query));
}
