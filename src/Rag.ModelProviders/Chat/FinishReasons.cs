using Microsoft.Extensions.AI;

namespace Rag.ModelProviders.Chat;

/// <summary>Why a model stopped, in the words of the servers.</summary>
internal static class FinishReasons
{
    /// <summary>An unknown word is kept: a server may have reasons of its own.</summary>
    public static ChatFinishReason? Read(string? word) => word switch
    {
        null or "" => null,
        "stop" or "eos" or "end_turn" => ChatFinishReason.Stop,
        "length" or "max_tokens" => ChatFinishReason.Length,
        "content_filter" => ChatFinishReason.ContentFilter,
        "tool_calls" or "function_call" => ChatFinishReason.ToolCalls,
        _ => new ChatFinishReason(word),
    };
}
