namespace Rag.ModelProviders.Reranking;

/// <summary>How a reranking server is spoken to.</summary>
public enum RerankProtocol
{
    /// <summary>Cohere's version 2.</summary>
    Cohere,

    /// <summary>Jina's, which vLLM and llama.cpp speak as well.</summary>
    Jina,

    /// <summary>Voyage's.</summary>
    Voyage,

    /// <summary>That of text-embeddings-inference.</summary>
    Tei,
}
