namespace Rag.Pipeline.Retrieval;

/// <summary>How a chat model helps a search.</summary>
public enum QueryExpansion
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>It words the question in other ways; each is searched by itself and the lists are joined.</summary>
    MultiQuery,

    /// <summary>
    /// It imagines a passage that answers the question, and the vector leg searches near that too (hypothetical
    /// document embeddings).
    /// </summary>
    Hyde,
}
