namespace Rag.Pipeline;

/// <summary>A passage to be judged.</summary>
/// <param name="Text">What it says, its document's title in front.</param>
/// <param name="Score">What retrieval thought of it; comparable within one call only.</param>
public readonly record struct RerankCandidate(string Text, double Score);
