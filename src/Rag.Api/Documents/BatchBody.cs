namespace Rag.Api.Documents;

/// <summary>Many documents at once.</summary>
internal sealed record BatchBody
{
    /// <summary>The documents, each as in the upload of one; 1..100 by default.</summary>
    public IReadOnlyList<DocumentBody>? Documents { get; init; }
}
