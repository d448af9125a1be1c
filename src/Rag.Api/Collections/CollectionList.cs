using Rag.Grains.Interfaces;

namespace Rag.Api.Collections;

/// <summary>A page of collections, by name.</summary>
/// <param name="Collections">The collections.</param>
/// <param name="NextCursor">Opaque; <see langword="null"/> on the last page.</param>
internal sealed record CollectionList(IReadOnlyList<CollectionInfo> Collections, string? NextCursor);
