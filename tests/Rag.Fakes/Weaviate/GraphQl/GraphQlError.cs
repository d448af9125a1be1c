namespace Rag.Fakes.Weaviate.GraphQl;

/// <summary>What is wrong with a whole query: nothing of it is run.</summary>
internal sealed class GraphQlError(string message, params IReadOnlyList<GraphQlPosition> places) : Exception(message)
{
    /// <summary>Where it is wrong; may be empty.</summary>
    public IReadOnlyList<GraphQlPosition> Places { get; } = places;
}
