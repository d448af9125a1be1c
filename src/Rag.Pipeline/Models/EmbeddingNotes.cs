namespace Rag.Pipeline.Models;

/// <summary>
/// What an embedding model says beside a vector, in the embedding's <c>AdditionalProperties</c> or in the usage's
/// <c>AdditionalCounts</c>.
/// </summary>
public static class EmbeddingNotes
{
    /// <summary>
    /// Present if the text was longer than the model reads: how many of its UTF-16 units, from the start, the vector
    /// stands for (<see cref="int"/>, 1 or more).
    /// </summary>
    public const string KeptCharacters = "rag.kept_characters";

    /// <summary>Count beside the usage: how many of its input tokens are estimates, as the server gave none.</summary>
    public const string EstimatedTokens = "rag.estimated_tokens";
}
