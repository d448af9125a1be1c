namespace Rag.Pipeline.Wording;

/// <summary>What a model said to a brief request.</summary>
/// <param name="Text">Not blank; <see langword="null"/> if it did not answer.</param>
/// <param name="Problem">Why it did not answer, for people; <see langword="null"/> if it did.</param>
internal sealed record BriefAnswer(string? Text, string? Problem);
