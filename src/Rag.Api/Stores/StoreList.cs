using Rag.Grains.Interfaces;

namespace Rag.Api.Stores;

/// <summary>The configured vector stores.</summary>
/// <param name="Stores">By name, ascending.</param>
internal sealed record StoreList(IReadOnlyList<StoreInfo> Stores);
