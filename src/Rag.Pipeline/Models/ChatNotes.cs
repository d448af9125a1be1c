namespace Rag.Pipeline.Models;

/// <summary>What a chat model says beside its text, in an update's <c>AdditionalProperties</c>.</summary>
public static class ChatNotes
{
    /// <summary>
    /// The model that speaks (<see cref="ChatModel"/>), where it need not be the one that was asked: in a chain of
    /// models the next one answers if the first fails.
    /// </summary>
    public const string Speaker = "rag.speaker";
}
