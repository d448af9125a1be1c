using Rag.Pipeline;
using Rag.Stores.Memory;

namespace Rag.Stores.Tests.Memory;

public sealed class MemoryVectorStoreTests : VectorStoreConformance
{
    protected override IVectorStore Store { get; } = new MemoryVectorStore();
}
