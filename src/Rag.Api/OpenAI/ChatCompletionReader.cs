using System.Text.Json;
using Rag.Api.Errors;
using Rag.Api.Queries;
using Rag.Grains.Interfaces;

namespace Rag.Api.OpenAI;

/// <summary>Makes a chat in OpenAI's shape a question for the grains; ranges are judged there.</summary>
internal static class ChatCompletionReader
{
    /// <summary>The question to a collection.</summary>
    public static Outcome<QueryRequest> Read(ChatCompletionBody body)
    {
        if (ModelName.Read(body.Model, out Failure? unknown) is not { } collection) return unknown!;
        if (body.FirstUnsupported() is { } unsupported)
        {
            return ApiFailures.Invalid($"{unsupported} is not supported; leave it out.", "unsupported_parameter");
        }

        if (body.Rag is { } extension && (extension.Text() ?? extension.ConversationId) is not null)
        {
            return ApiFailures.Invalid(
                "'rag' holds a question or a conversation; the question is the last of 'messages'.",
                "unsupported_parameter");
        }

        var conversation = new List<ChatMessageBody>();
        var instructions = new List<string>();
        for (int i = 0; i < body.Messages?.Count; i++)
        {
            if (ReadMessage(body.Messages[i], i, conversation, instructions) is { } problem)
                return ApiFailures.Invalid(problem, "invalid_messages");
        }

        if (conversation is not [.., { Role: "user" }])
        {
            return ApiFailures.Invalid(
                "'messages' does not end with a message of role 'user'; the last message is the question.",
                "invalid_messages");
        }

        QueryBody question = (body.Rag ?? new QueryBody()) with
        {
            Messages = conversation,
            Temperature = body.Temperature ?? body.Rag?.Temperature,
            MaxTokens = body.MaxCompletionTokens ?? body.MaxTokens ?? body.Rag?.MaxTokens,
            ResponseFormat = IsText(body.ResponseFormat) ? body.Rag?.ResponseFormat : body.ResponseFormat,
        };
        Outcome<QueryRequest> read = QuestionReader.Read(question, collection.Value);
        return read.Failed(out Failure? invalid, out QueryRequest? request) ? invalid : request with
        {
            Instructions = instructions.Count == 0 ? null : string.Join("\n\n", instructions),
        };
    }

    private static string? ReadMessage(
        ChatCompletionMessage? message, int index, List<ChatMessageBody> conversation, List<string> instructions)
    {
        string name = $"messages[{index}]";
        if (message?.Role is not ("system" or "developer" or "user" or "assistant"))
        {
            return $"'{name}.role' is '{message?.Role}'; it is one of system, developer, user, assistant.";
        }

        if (TextOf(message.Content) is not { } text)
        {
            return $"'{name}.content' is neither a text nor a list of parts of type 'text'; only text is read.";
        }

        if (message.Role is "system" or "developer") instructions.Add(text);
        else conversation.Add(new ChatMessageBody(message.Role, text));
        return null;
    }

    private static string? TextOf(JsonElement? content)
    {
        if (content is { ValueKind: JsonValueKind.String } text) return text.GetString();
        if (content is not { ValueKind: JsonValueKind.Array } parts) return null;
        var texts = new List<string>();
        foreach (JsonElement part in parts.EnumerateArray())
        {
            if (part.ValueKind != JsonValueKind.Object
                || !part.TryGetProperty("type", out JsonElement type) || !type.ValueEquals("text")
                || !part.TryGetProperty("text", out JsonElement piece) || piece.ValueKind != JsonValueKind.String)
            {
                return null;
            }

            texts.Add(piece.GetString()!);
        }

        return string.Concat(texts);
    }

    private static bool IsText(JsonElement? format) =>
        format is null or { ValueKind: JsonValueKind.Null }
        || (format is { ValueKind: JsonValueKind.Object } choice
            && choice.TryGetProperty("type", out JsonElement type)
            && type.ValueKind == JsonValueKind.String && type.ValueEquals("text"));
}
