using Microsoft.Extensions.Configuration;

namespace Rag.Hosting.Configuration;

/// <summary>The environment names that the product's source documents use, beside its own <c>Rag__*</c>.</summary>
internal static class SourceDocumentNames
{
    private static readonly (string Name, string Key)[] Names =
    [
        ("OPENAI_API_KEY", "Rag:Models:OpenAI:ApiKey"),
        ("OPENAI_BASE_URL", "Rag:Models:OpenAI:BaseUrl"),
        // The provider's own models, not the choice among providers: a name that the built-in models do not know must
        // not keep the service from starting.
        ("EMBEDDING_MODEL", "Rag:Models:OpenAI:EmbeddingModel"),
        ("LLM_MODEL", "Rag:Models:OpenAI:ChatModel"),
        ("QDRANT_URL", "Rag:Qdrant:Url"),
        ("QDRANT_API_KEY", "Rag:Qdrant:ApiKey"),
        ("MAX_RETRIEVAL_RESULTS", "Rag:Queries:DefaultAnswerTopK"),
    ];

    /// <summary>Maps the names; a product's own name that is set wins.</summary>
    public static IConfigurationBuilder AddSourceDocumentNames(this IConfigurationBuilder configuration)
    {
        IConfiguration known = configuration as IConfiguration ?? configuration.Build();
        var mapped = new Dictionary<string, string?>();
        foreach ((string name, string key) in Names)
        {
            if (!string.IsNullOrEmpty(known[name]) && string.IsNullOrEmpty(known[key])) mapped[key] = known[name];
        }

        return configuration.AddInMemoryCollection(mapped);
    }
}
