using Rag.Fakes.Faults;
using Rag.Fakes.Ollama;
using Rag.Fakes.OpenAI;
using Rag.Fakes.Pinecone;
using Rag.Fakes.Qdrant;
using Rag.Fakes.Reranking;
using Rag.Fakes.Weaviate;

namespace Rag.Fakes;

/// <summary>The fakes by the names that <c>./rag fake NAME</c> takes. A new vendor is one more line here.</summary>
public static class FakeCatalog
{
    private static readonly SortedDictionary<string, Func<FaultSwitches, TimeProvider, IFake>> Makers =
        new(StringComparer.Ordinal)
        {
            ["ollama"] = (_, clock) => new OllamaFake(clock),
            ["openai"] = (_, clock) => new OpenAIFake(clock),
            ["pinecone"] = (faults, clock) => new PineconeFake(faults, clock),
            ["qdrant"] = (faults, clock) => new QdrantFake(faults, clock),
            ["rerank"] = (_, _) => new RerankFake(),
            ["weaviate"] = (faults, clock) => new WeaviateFake(faults, clock),
        };

    /// <summary>The names, ascending.</summary>
    public static IReadOnlyCollection<string> Names => Makers.Keys;

    /// <summary>A new, empty fake.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static IFake Create(string name, FaultSwitches faults, TimeProvider clock) =>
        Makers.TryGetValue(name, out Func<FaultSwitches, TimeProvider, IFake>? make)
            ? make(faults, clock)
            : throw new ArgumentException($"There is no fake '{name}'; there are {string.Join(", ", Names)}.");
}
