using Rag.Pipeline.Filtering;

namespace Rag.Pipeline;

/// <summary>A search of the vector leg.</summary>
/// <param name="Vector">Finite values, as many as the index has dimensions.</param>
/// <param name="TopK">At most so many hits, 1 or more.</param>
/// <param name="Filter">Only chunks whose metadata match; <see langword="null"/> for all.</param>
public sealed record VectorQuery(ReadOnlyMemory<float> Vector, int TopK, Filter? Filter);
