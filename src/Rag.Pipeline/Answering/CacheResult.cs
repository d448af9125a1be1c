namespace Rag.Pipeline.Answering;

/// <summary>What the answer cache knew of a question.</summary>
public enum CacheResult
{
    /// <summary>Nothing: the model was asked.</summary>
    Miss,

    /// <summary>What was said to the same prompt before.</summary>
    Hit,

    /// <summary>Somebody was asking the same at this moment, and both got one answer.</summary>
    Shared,

    /// <summary>What was said to a question that is alike.</summary>
    Similar,
}
