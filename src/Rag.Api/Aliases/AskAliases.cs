using Rag.Api.Errors;
using Rag.Api.Json;
using Rag.Api.OpenApi;
using Rag.Api.Queries;
using Rag.Api.RateLimiting;
using Rag.Api.Streaming;
using Rag.Api.Tenancy;
using Rag.Grains.Interfaces;

namespace Rag.Api.Aliases;

/// <summary>Questions and searches under other names.</summary>
internal static class AskAliases
{
    /// <summary>Maps <c>/query</c>, <c>/ask</c>, <c>/ask-stream</c> and <c>/api/v1/retrieval/query</c>.</summary>
    public static void MapAskAliases(this RouteGroupBuilder group)
    {
        group.MapPost("/query", AskAsync)
            .Takes<AskBody>("""{"query":"How many days of holiday are there?","collection":"default"}""")
            .Produces<Answer>().Fails(400, 404, 413, 415, 422, 429, 502, 504)
            .Describe("aliasQuery", "Ask", "Alias of `POST /v1/collections/{collection}/query`.");
        group.MapPost("/query/stream", StreamAsync)
            .Takes<AskBody>("""{"query":"How many days of holiday are there?","collection":"default"}""")
            .Streams().Fails(400, 404, 413, 415, 422, 429)
            .Describe(
                "aliasQueryStream",
                "Ask, streamed",
                "Alias of `POST /v1/collections/{collection}/query/stream`.");
        group.MapPost("/ask", AskAsync)
            .Takes<AskBody>("""{"query":"How many days of holiday are there?","collection":"default"}""")
            .Query("query", "The question, instead of a body")
            .Produces<Answer>().Fails(400, 404, 413, 415, 422, 429, 502, 504)
            .Describe(
                "aliasAsk",
                "Ask",
                "Alias of `POST /v1/collections/{collection}/query`; the question may be a parameter.");
        group.MapGet("/ask-stream", StreamPlainAsync)
            .Query("query", "The question").Query("collection", "The collection; default `default`")
            .Streams().Fails(404, 422, 429)
            .Describe("aliasAskStream", "Ask, streamed as plain text", "Unnamed `data:` frames of the answer's text.");
        group.MapPost("/api/v1/retrieval/query", SearchAsync)
            .Takes<RetrievalQueryBody>("""{"query":"holiday allowance"}""")
            .Produces<RetrievalAnswer>().Fails(400, 404, 413, 415, 422, 429, 502, 504)
            .Describe("aliasRetrieve", "Search", "Alias of `POST /v1/collections/{collection}/search`.");
    }

    private static async Task<IResult> AskAsync(HttpContext context, Asking asking, CancellationToken cancellationToken)
    {
        Outcome<QueryRequest> read = await ReadAsync(context.Request, cancellationToken);
        return read.Failed(out Failure? invalid, out QueryRequest? question)
            ? new Problem(invalid)
            : await asking.AnswerAsync(context, question, cancellationToken);
    }

    private static async Task<IResult> StreamAsync(
        HttpContext context, Asking asking, CancellationToken cancellationToken)
    {
        Outcome<QueryRequest> read = await ReadAsync(context.Request, cancellationToken);
        return read.Failed(out Failure? invalid, out QueryRequest? question)
            ? new Problem(invalid)
            : await asking.StreamAsync(context, question, static id => new AnswerFrames(id));
    }

    private static async Task<IResult> StreamPlainAsync(HttpContext context, Asking asking) =>
        ReadParameters(context.Request).Failed(out Failure? invalid, out QueryRequest? question)
            ? new Problem(invalid)
            : await asking.StreamAsync(context, question, static _ => new PlainFrames());

    private static async Task<IResult> SearchAsync(
        HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        Outcome<RetrievalQueryBody> read =
            await JsonBody.ReadAsync<RetrievalQueryBody>(context.Request, cancellationToken);
        if (read.Failed(out Failure? malformed, out RetrievalQueryBody? body)) return new Problem(malformed);
        if (!AliasCollection.TryRead(body.Collection, out CollectionName collection, out Failure? unknown))
        {
            return new Problem(unknown!);
        }

        string? text = body.Query ?? body.Question;
        var request =
            new SearchRequest { Collections = [collection], Query = text, TopK = body.TopK, Filter = body.Filter };
        Outcome<SearchResult> found = await grains.Search(context.Tenant()).SearchAsync(request, cancellationToken);
        if (found.Failed(out Failure? refused, out SearchResult? result)) return new Problem(refused);
        RateLimitHeaders.Set(context.Response, result.Limit);
        return new JsonAnswer<RetrievalAnswer>(new RetrievalAnswer(
            text!,
            [.. result.Results.Select(
                static hit => new RetrievalHit(hit.DocumentId, hit.Score, hit.Metadata, hit.Text))]));
    }

    /// <summary>The question out of a body or, if there is none, out of the parameters.</summary>
    private static async ValueTask<Outcome<QueryRequest>> ReadAsync(
        HttpRequest request, CancellationToken cancellationToken)
    {
        bool hasParameter = request.Query.ContainsKey("query") || request.Query.ContainsKey("question");
        if (hasParameter && request.ContentType is null) return ReadParameters(request);
        Outcome<AskBody> read = await JsonBody.ReadAsync<AskBody>(request, cancellationToken);
        return read.Failed(out Failure? malformed, out AskBody? body)
            ? malformed
            : QuestionReader.Read(body, CollectionOf(body, request));
    }

    private static Outcome<QueryRequest> ReadParameters(HttpRequest request)
    {
        string? question = request.Query["query"];
        var body = new AskBody { Question = question ?? request.Query["question"] };
        return QuestionReader.Read(body, CollectionOf(body, request));
    }

    private static string? CollectionOf(AskBody body, HttpRequest request)
    {
        string? named = body.Collection ?? body.CollectionName ?? request.Query["collection"];
        return named ?? (body.Collections is null ? CollectionName.Default.Value : null);
    }
}
