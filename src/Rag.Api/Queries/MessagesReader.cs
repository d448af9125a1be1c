using System.Diagnostics.CodeAnalysis;
using Rag.Api.Errors;
using Rag.Grains.Interfaces;

namespace Rag.Api.Queries;

/// <summary>Reads a conversation that comes with its question.</summary>
internal static class MessagesReader
{
    private const int MaxMessages = 200;
    private const int MaxLength = 100_000;

    /// <summary>What was said before the question; empty without messages.</summary>
    public static bool TryReadHistory(
        QueryBody body, out IReadOnlyList<ChatTurn> history, [NotNullWhen(false)] out Failure? failure)
    {
        history = [];
        failure = null;
        if (body.Messages is not { } messages) return true;
        if (Check(body, messages) is { } problem)
        {
            failure = ApiFailures.Invalid(problem);
            return false;
        }

        history =
        [
            .. messages.Take(messages.Count - 1)
                .Select(message => new ChatTurn(message!.Role == ChatMessageBody.Assistant, message.Content!)),
        ];
        return true;
    }

    private static string? Check(QueryBody body, IReadOnlyList<ChatMessageBody?> messages)
    {
        if (body.Question is not null || body.Query is not null)
            return "Both 'question' and 'messages' are given; the last message is the question: send one of them.";
        if (body.ConversationId is not null)
        {
            return "Both 'conversation_id' and 'messages' are given; a conversation that is kept here knows what was "
                + "said: send 'question' with 'conversation_id', or 'messages' alone.";
        }

        if (messages.Count is < 1 or > MaxMessages)
            return $"'messages' has {messages.Count} entries; it takes 1..{MaxMessages}. Leave the oldest out.";
        for (int i = 0; i < messages.Count; i++)
        {
            if (CheckOne(messages[i], $"messages[{i}]") is { } problem) return problem;
        }

        return messages[^1]!.Role == ChatMessageBody.User
            ? null
            : $"The last of 'messages' has the role '{messages[^1]!.Role}'; it is the question, of role 'user'.";
    }

    private static string? CheckOne(ChatMessageBody? message, string name) =>
        message?.Role is not (ChatMessageBody.User or ChatMessageBody.Assistant)
            ? $"'{name}.role' is '{message?.Role}'; it is one of user, assistant."
        : string.IsNullOrWhiteSpace(message.Content)
            ? $"'{name}.content' is empty; send some text, or leave the message out."
        : message.Content.Length > MaxLength
            ? $"'{name}.content' has {message.Content.Length:N0} characters; the limit is {MaxLength:N0}."
        : null;
}
