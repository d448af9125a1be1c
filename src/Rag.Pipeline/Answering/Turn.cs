namespace Rag.Pipeline.Answering;

/// <summary>Something that was said before the question.</summary>
/// <param name="IsAnswer">Whether the service, or the model, said it; otherwise the person who asks.</param>
/// <param name="Text">What was said; untrusted like a source.</param>
public sealed record Turn(bool IsAnswer, string Text);
