namespace Rag.Pipeline.Reranking;

/// <summary>The question's terms in a passage.</summary>
/// <param name="Places">In order of position.</param>
/// <param name="Length">The passage's terms, each occurrence counted.</param>
internal sealed record TermPlaces(List<TermPlace> Places, int Length);
