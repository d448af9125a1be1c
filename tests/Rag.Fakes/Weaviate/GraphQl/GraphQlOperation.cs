namespace Rag.Fakes.Weaviate.GraphQl;

/// <summary>One operation of a request.</summary>
/// <param name="Kind"><c>query</c>, <c>mutation</c> or <c>subscription</c>.</param>
/// <param name="Name"><see langword="null"/> if it has none.</param>
/// <param name="Place">Where it begins.</param>
/// <param name="Selection">Its fields.</param>
internal sealed record GraphQlOperation(
    string Kind, string? Name, GraphQlPosition Place, IReadOnlyList<GraphQlField> Selection);
