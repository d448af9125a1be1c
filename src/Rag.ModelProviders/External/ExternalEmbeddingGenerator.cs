using Microsoft.Extensions.AI;
using Rag.Pipeline;

namespace Rag.ModelProviders.External;

/// <summary>Refuses: who brings the vectors along brings them for questions, too.</summary>
internal sealed class ExternalEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values,
        EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default) => throw new ModelException(
            "vector_required",
            "The collection's embedding provider is 'external': nothing here can embed a text for it. Send the vector "
            + "along: 'vector' with a question, 'chunks[].vector' with a document.",
            isTransient: false);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
        // It holds nothing.
    }
}
