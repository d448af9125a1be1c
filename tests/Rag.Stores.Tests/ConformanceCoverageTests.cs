using Rag.Pipeline;
using Rag.Stores.Embedded;
using Rag.Stores.None;

namespace Rag.Stores.Tests;

/// <summary>A new adapter whose author forgot a suite fails here.</summary>
public sealed class ConformanceCoverageTests
{
    private static readonly Dictionary<Type, Type> SuiteOf = new()
    {
        [typeof(IBlobStore)] = typeof(BlobStoreConformance),
        [typeof(IChunkStore)] = typeof(ChunkStoreConformance),
        [typeof(IEmbeddingCache)] = typeof(EmbeddingCacheConformance),
        [typeof(IVectorStore)] = typeof(VectorStoreConformance),
        [typeof(IDocumentCatalog)] = typeof(DocumentCatalogConformance),
    };

    [Fact]
    public void Every_adapter_passes_the_suite_of_its_port()
    {
        var missing =
            from adapter in typeof(EmbeddedOptions).Assembly.GetTypes()
            where adapter is { IsClass: true, IsAbstract: false }
            // It keeps nothing, on purpose: there is nothing to conform with.
            where adapter != typeof(NoVectorStore)
            from port in adapter.GetInterfaces()
            where SuiteOf.ContainsKey(port)
            where !typeof(ConformanceCoverageTests).Assembly.GetTypes().Any(test =>
                test.Name == adapter.Name + "Tests" && test.IsSubclassOf(SuiteOf[port]))
            select $"{adapter.Name}Tests : {SuiteOf[port].Name}";

        Assert.Empty(missing);
    }
}
