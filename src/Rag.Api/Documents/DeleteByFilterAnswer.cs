namespace Rag.Api.Documents;

/// <summary>Answer to a deletion by filter.</summary>
/// <param name="Deleted">Documents that are no longer retrievable.</param>
/// <param name="HasMore">Whether more match than one request deletes; repeat it then.</param>
internal sealed record DeleteByFilterAnswer(int Deleted, bool HasMore);
