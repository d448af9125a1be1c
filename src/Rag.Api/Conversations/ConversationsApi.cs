using Rag.Api.Errors;
using Rag.Api.Json;
using Rag.Api.OpenApi;
using Rag.Api.Paging;
using Rag.Api.Tenancy;
using Rag.Grains.Interfaces;

namespace Rag.Api.Conversations;

/// <summary>Conversations: list, read, forget. Asking with a <c>conversation_id</c> makes them.</summary>
internal static class ConversationsApi
{
    private const int MaxConcurrentReads = 16;

    /// <summary>Maps <c>/v1/conversations</c>.</summary>
    public static void MapConversations(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/v1/conversations").WithTags("Conversations");
        group.MapGet("", ListAsync)
            .Produces<ConversationList>()
            .Fails(400, 422)
            .Query("cursor", "next_cursor of the page before")
            .Query("limit", "Conversations a page, 1..1,000; default 50")
            .Describe("listConversations", "List conversations", "By id; `next_cursor` is null on the last page.");
        group.MapGet("/{conversation}", GetAsync)
            .Produces<ConversationInfo>()
            .Fails(404)
            .Describe(
                "getConversation",
                "Read a conversation",
                "Its questions and answers, the oldest first. A conversation is made by asking with a new "
                + "`conversation_id` and is forgotten when nothing was asked for a while (`expires_at`).");
        group.MapDelete("/{conversation}", DeleteAsync)
            .Produces(StatusCodes.Status204NoContent)
            .Fails(404)
            .Describe(
                "deleteConversation",
                "Forget a conversation",
                "What was said is deleted when the answer comes; a question that is being answered is not kept. "
                + "`/v1/queries/{id}` still gives single answers for five minutes after their end.");
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!PageSize.TryRead(context, out int limit, out Failure? wrong)) return new Problem(wrong!);
        string? cursor = context.Request.Query["cursor"];
        if (!string.IsNullOrEmpty(cursor) && !ConversationId.TryParse(cursor, out _))
        {
            return new Problem(ApiFailures.Invalid(
                $"'cursor' is '{cursor}'; use next_cursor of the page before.", "invalid_cursor"));
        }

        ConversationIds all = await grains.Conversations(context.Tenant()).ListAsync(cancellationToken);
        ConversationId[] page =
            [.. all.Ids.Where(id => string.CompareOrdinal(id.Value, cursor ?? "") > 0).Take(limit + 1)];
        bool hasMore = page.Length > limit;
        if (hasMore) page = page[..limit];
        var found = new ConversationSummary?[page.Length];
        var bound = new ParallelOptions
        {
            MaxDegreeOfParallelism = MaxConcurrentReads,
            CancellationToken = cancellationToken,
        };
        TenantId tenant = context.Tenant();
        // Those whose first question is not answered, or was refused, have nothing to show.
        await Parallel.ForAsync(0, page.Length, bound, async (i, token) =>
            found[i] = (await grains.Conversation(tenant, page[i]).SummarizeAsync(token)).Value);
        return new JsonAnswer<ConversationList>(new ConversationList(
            [.. found.OfType<ConversationSummary>()], hasMore ? page[^1].Value : null));
    }

    private static async Task<IResult> GetAsync(
        string conversation, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse(conversation, out ConversationId id)) return Unknown(conversation);
        Outcome<ConversationInfo> found =
            await grains.Conversation(context.Tenant(), id).GetAsync(cancellationToken);
        return found.Failed(out Failure? missing, out ConversationInfo? info)
            ? new Problem(missing)
            : new JsonAnswer<ConversationInfo>(info);
    }

    private static async Task<IResult> DeleteAsync(
        string conversation, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse(conversation, out ConversationId id)) return Unknown(conversation);
        Outcome<ConversationSummary> known =
            await grains.Conversation(context.Tenant(), id).SummarizeAsync(cancellationToken);
        // Also one that is not there to be read yet: its first answer, still under way, must not be kept.
        await grains.Conversations(context.Tenant()).DeleteAsync(id, cancellationToken);
        return known.Failure is { } missing ? new Problem(missing) : Results.NoContent();
    }

    private static Problem Unknown(string conversation) =>
        new(ApiFailures.NotFound("conversation", conversation));
}
