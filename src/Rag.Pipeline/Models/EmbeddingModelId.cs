namespace Rag.Pipeline.Models;

/// <summary>
/// An embedding model and the length of its vectors: two of them give comparable vectors only if equal.
/// </summary>
/// <param name="Provider">A configured provider, for instance <c>lexical</c>.</param>
/// <param name="Model">The provider's name of the model.</param>
/// <param name="Dimensions">Length of the vectors, 1 or more.</param>
public sealed record EmbeddingModelId(string Provider, string Model, int Dimensions)
{
    /// <summary>The provider of vectors that callers bring along.</summary>
    public const string ExternalProvider = "external";

    /// <summary>Whether callers bring the vectors along: nothing here can embed a text for it.</summary>
    public bool IsExternal => Provider == ExternalProvider;

    /// <summary>As the contract shows it: <c>provider/model/dimensions</c>.</summary>
    public override string ToString() => $"{Provider}/{Model}/{Dimensions}";
}
