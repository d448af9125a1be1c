namespace Rag.Api.Queries;

/// <summary>A query that has no answer (yet).</summary>
/// <param name="Id">The query's id.</param>
/// <param name="Status"><c>running</c> or <c>cancelled</c>.</param>
internal sealed record QueryState(string Id, string Status);
