namespace Rag.Pipeline.Answering;

/// <summary>What a chat model said to a prompt.</summary>
/// <param name="Text">The text with its markers, or the JSON that was asked for.</param>
/// <param name="Model">The model that spoke.</param>
/// <param name="FinishReason">Why it stopped.</param>
internal sealed record KeptAnswer(string Text, string Model, string? FinishReason);
