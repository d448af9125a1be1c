namespace Rag.Pipeline.Usage;

/// <summary>What a model was used for.</summary>
public enum ModelRole
{
    /// <summary>It answered.</summary>
    Chat,

    /// <summary>It made vectors.</summary>
    Embedding,

    /// <summary>It judged passages.</summary>
    Reranking,
}
