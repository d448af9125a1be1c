namespace Rag.Api.Aliases;

/// <summary>What was retrieved.</summary>
/// <param name="Query">The text that was searched for.</param>
/// <param name="Results">The hits, best first.</param>
internal sealed record RetrievalAnswer(string Query, IReadOnlyList<RetrievalHit> Results);
