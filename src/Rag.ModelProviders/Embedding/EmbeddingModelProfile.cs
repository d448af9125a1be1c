namespace Rag.ModelProviders.Embedding;

/// <summary>What is known of an embedding model.</summary>
/// <param name="Dimensions">Length of its whole vectors; <see langword="null"/> if unknown.</param>
/// <param name="QueryPrefix">Put in front of every question.</param>
/// <param name="PassagePrefix">Put in front of every passage.</param>
/// <param name="CanShorten">Whether it makes shorter vectors on demand.</param>
/// <param name="VectorShare">Weight of the vector leg in hybrid fusion, 0..1.</param>
internal sealed record EmbeddingModelProfile(
    int? Dimensions, string QueryPrefix, string PassagePrefix, bool CanShorten, double VectorShare)
{
    /// <summary>Measured: docs/BENCHMARKS.md.</summary>
    private const double SemanticShare = 0.5;

    private static readonly EmbeddingModelProfile Unknown = new(null, "", "", false, SemanticShare);

    /// <summary>By the last part of the name in lower case, without a tag: from the models' own cards.</summary>
    private static readonly Dictionary<string, EmbeddingModelProfile> Known = new(StringComparer.Ordinal)
    {
        ["text-embedding-3-small"] = Unknown with { Dimensions = 1536, CanShorten = true },
        ["text-embedding-3-large"] = Unknown with { Dimensions = 3072, CanShorten = true },
        ["text-embedding-ada-002"] = Unknown with { Dimensions = 1536 },
        ["all-minilm-l6-v2"] = Unknown with { Dimensions = 384 },
        ["all-minilm-l12-v2"] = Unknown with { Dimensions = 384 },
        ["all-minilm"] = Unknown with { Dimensions = 384 },
        ["all-mpnet-base-v2"] = Unknown with { Dimensions = 768 },
        ["nomic-embed-text"] = Nomic,
        ["nomic-embed-text-v1.5"] = Nomic,
        ["mxbai-embed-large"] = Mixedbread,
        ["mxbai-embed-large-v1"] = Mixedbread,
        ["snowflake-arctic-embed"] = Mixedbread,
        ["bge-m3"] = Unknown with { Dimensions = 1024 },
        ["bge-small-en-v1.5"] = Mixedbread with { Dimensions = 384 },
        ["bge-base-en-v1.5"] = Mixedbread with { Dimensions = 768 },
        ["bge-large-en-v1.5"] = Mixedbread,
        ["e5-small-v2"] = E5(384),
        ["e5-base-v2"] = E5(768),
        ["e5-large-v2"] = E5(1024),
        ["multilingual-e5-small"] = E5(384),
        ["multilingual-e5-base"] = E5(768),
        ["multilingual-e5-large"] = E5(1024),
    };

    private static EmbeddingModelProfile Nomic => Unknown with
    {
        Dimensions = 768, QueryPrefix = "search_query: ", PassagePrefix = "search_document: ",
    };

    private static EmbeddingModelProfile Mixedbread => Unknown with
    {
        Dimensions = 1024, QueryPrefix = "Represent this sentence for searching relevant passages: ",
    };

    /// <summary>The profile of a model: what is configured, else what is known.</summary>
    public static EmbeddingModelProfile Of(string model, IEnumerable<EmbeddingModelSettings> configured)
    {
        EmbeddingModelProfile known = Known.GetValueOrDefault(BareName(model), Unknown);
        return configured.FirstOrDefault(settings => settings.Name == model) is { } own
            ? new EmbeddingModelProfile(
                own.Dimensions ?? known.Dimensions,
                own.QueryPrefix ?? known.QueryPrefix,
                own.PassagePrefix ?? known.PassagePrefix,
                own.CanShorten ?? known.CanShorten,
                own.VectorShare ?? known.VectorShare)
            : known;
    }

    private static EmbeddingModelProfile E5(int dimensions) => Unknown with
    {
        Dimensions = dimensions, QueryPrefix = "query: ", PassagePrefix = "passage: ",
    };

    /// <summary><c>intfloat/multilingual-e5-small</c> and <c>all-minilm:latest</c> without their frills.</summary>
    private static string BareName(string model)
    {
        string name = model[(model.LastIndexOf('/') + 1)..];
        int tag = name.IndexOf(':', StringComparison.Ordinal);
        return (tag < 0 ? name : name[..tag]).ToLowerInvariant();
    }
}
