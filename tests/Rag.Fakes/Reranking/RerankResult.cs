namespace Rag.Fakes.Reranking;

/// <summary>A judged passage.</summary>
internal sealed record RerankResult(int Index, double Score, string Text);
