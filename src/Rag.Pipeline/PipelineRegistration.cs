using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Rag.Pipeline.Answering;
using Rag.Pipeline.Answering.Leaks;
using Rag.Pipeline.Answering.Links;
using Rag.Pipeline.Chunking;
using Rag.Pipeline.Ingestion;
using Rag.Pipeline.Models;
using Rag.Pipeline.Parsing;
using Rag.Pipeline.Prompting;
using Rag.Pipeline.Reranking;
using Rag.Pipeline.Retrieval;
using Rag.Pipeline.Suggesting;
using Rag.Pipeline.Usage;
using Rag.Pipeline.Wording;

namespace Rag.Pipeline;

/// <summary>Registers the flow.</summary>
public static class PipelineRegistration
{
    /// <summary>
    /// Adds ingestion and answering with their options (sections <c>Parsing</c>, <c>Chunking</c>, <c>Ingestion</c>,
    /// <c>Retries</c>, <c>Prompting</c>, <c>AnswerCache</c>, <c>Links</c>, <c>Reranking</c>, <c>Suggestions</c>,
    /// <c>Wording</c>); the ports' adapters are added elsewhere.
    /// </summary>
    public static IServiceCollection AddPipeline(this IServiceCollection services, IConfiguration section)
    {
        services.AddDocumentParsing(section.GetSection("Parsing"));
        services.AddOptionsWithValidateOnStart<ChunkingOptions>().Bind(section.GetSection("Chunking"))
            .ValidateDataAnnotations()
            .Validate(
                options => options.Overlap < options.Size,
                "Chunking:Overlap must be less than Chunking:Size.");
        services.AddOptions<EmbeddingCacheOptions>().Bind(section.GetSection("Ingestion"));
        services.AddOptionsWithValidateOnStart<TransientRetryOptions>().Bind(section.GetSection("Retries"))
            .ValidateDataAnnotations();
        services.AddOptionsWithValidateOnStart<PromptOptions>().Bind(section.GetSection("Prompting"))
            .ValidateDataAnnotations();
        services.AddOptionsWithValidateOnStart<AnswerCacheOptions>().Bind(section.GetSection("AnswerCache"))
            .ValidateDataAnnotations()
            .Validate(
                options => options.MinSimilarity is 0 or >= 0.5 && double.IsFinite(options.MinSimilarity),
                "AnswerCache:MinSimilarity must be 0 (off) or 0.5..1: below, questions have nothing in common.")
            .Validate(
                options => options.MinSimilarity == 0 || options.MaxBytes > 0,
                "AnswerCache:MinSimilarity needs AnswerCache:MaxBytes, the memory for answers; set it, too.");
        services.AddOptionsWithValidateOnStart<LinkOptions>().Bind(section.GetSection("Links"));
        services.AddSingleton<IValidateOptions<LinkOptions>, LinkOptionsValidator>();
        services.AddOptionsWithValidateOnStart<RerankingOptions>().Bind(section.GetSection("Reranking"))
            .ValidateDataAnnotations();
        services.AddSingleton<IValidateOptions<RerankingOptions>, RerankingOptionsValidator>();
        services.AddOptionsWithValidateOnStart<SuggestionOptions>().Bind(section.GetSection("Suggestions"))
            .ValidateDataAnnotations();
        services.AddOptionsWithValidateOnStart<WordingOptions>().Bind(section.GetSection("Wording"))
            .ValidateDataAnnotations();
        return services
            .AddSingleton(DocumentChunker.CreateDefault())
            .AddSingleton<TransientRetry>()
            .AddSingleton<DocumentReader>()
            .AddSingleton<EmbeddingCacheMeter>()
            .AddSingleton<PassageEmbedder>()
            .AddSingleton<IngestionPipeline>()
            .AddSingleton<IVectorStores, VectorStores>()
            .AddSingleton<IReranker, LexicalReranker>()
            .AddSingleton<IRerankers, Rerankers>()
            .AddSingleton<TextEmbedder>()
            .AddSingleton<Retriever>()
            .AddSingleton<Suggester>()
            .AddSingleton<SearchWording>()
            .AddSingleton<SpendEstimator>()
            .AddSingleton<PromptCanary>()
            .AddSingleton<PromptBuilder>()
            .AddSingleton<AnswerGuard>()
            .AddSingleton<AnswerCache>()
            .AddSingleton<AnswerPipeline>();
    }
}
