namespace Rag.Grains.Interfaces;

/// <summary>Something that was said before a question.</summary>
/// <param name="IsAnswer">Whether the service, or another assistant, said it; otherwise the person who asks.</param>
/// <param name="Text">What was said.</param>
[GenerateSerializer, Immutable, Alias("rag.chat-turn")]
public sealed record ChatTurn([property: Id(0)] bool IsAnswer, [property: Id(1)] string Text);
