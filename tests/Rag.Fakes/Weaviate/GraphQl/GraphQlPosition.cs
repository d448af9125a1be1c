namespace Rag.Fakes.Weaviate.GraphQl;

/// <summary>A place in a query; both count from 1.</summary>
internal readonly record struct GraphQlPosition(int Line, int Column);
