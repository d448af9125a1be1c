using System.Text.Json;
using Rag.Api.Errors;
using Rag.Api.Json;
using Rag.Api.Search;
using Rag.Grains.Interfaces;

namespace Rag.Api.Queries;

/// <summary>Makes a body a question for the grains; ranges are judged there.</summary>
internal static class QuestionReader
{
    /// <summary>
    /// Reads the body of the request; <paramref name="collection"/> is null where the body names them.
    /// </summary>
    public static async ValueTask<Outcome<QueryRequest>> ReadAsync(
        HttpRequest request, string? collection, CancellationToken cancellationToken)
    {
        Outcome<QueryBody> read = await JsonBody.ReadAsync<QueryBody>(request, cancellationToken);
        return read.Failed(out Failure? malformed, out QueryBody? body) ? malformed : Read(body, collection);
    }

    /// <summary>Judges what only HTTP knows, and translates the rest.</summary>
    public static Outcome<QueryRequest> Read(QueryBody body, string? collection)
    {
        if (!MessagesReader.TryReadHistory(body, out IReadOnlyList<ChatTurn> history, out Failure? unreadable))
            return unreadable;
        Outcome<SearchRequest> target = RetrievalTarget.Read(body, collection, body.Text());
        if (target.Failed(out Failure? invalid, out SearchRequest? search)) return invalid;
        if (!TryReadConversation(body.ConversationId, out ConversationId? conversation))
        {
            return ApiFailures.Invalid(
                $"'conversation_id' is '{body.ConversationId}'; it is 1..{ConversationId.MaxLength} of A-Za-z0-9_.-.");
        }

        return new QueryRequest
        {
            Search = search,
            OnNoContext = body.OnNoContext,
            Temperature = body.Temperature,
            MaxTokens = body.MaxTokens,
            Detach = body.Detach ?? false,
            History = history,
            ResponseFormat = body.ResponseFormat is { ValueKind: not JsonValueKind.Null } format
                ? new RawJson(format.GetRawText())
                : null,
            Conversation = conversation,
        };
    }

    private static bool TryReadConversation(string? text, out ConversationId? conversation)
    {
        bool valid = ConversationId.TryParse(text, out ConversationId id);
        conversation = valid ? id : null;
        return valid || text is null;
    }
}
