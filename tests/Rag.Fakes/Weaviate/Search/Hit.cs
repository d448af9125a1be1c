using Rag.Fakes.Weaviate.Objects;

namespace Rag.Fakes.Weaviate.Search;

/// <summary>An object that was found.</summary>
/// <param name="Stored">The object.</param>
/// <param name="Distance">From the query's vector; <see langword="null"/> if there was none.</param>
internal readonly record struct Hit(StoredObject Stored, float? Distance);
