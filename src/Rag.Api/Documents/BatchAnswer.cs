namespace Rag.Api.Documents;

/// <summary>Answer to a batch.</summary>
/// <param name="Results">One result for each document, in the order of the request.</param>
/// <param name="Accepted">How many were accepted or were there already.</param>
/// <param name="Failed">How many were refused.</param>
internal sealed record BatchAnswer(IReadOnlyList<BatchResult> Results, int Accepted, int Failed);
