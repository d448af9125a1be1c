using Microsoft.Extensions.Options;
using Rag.Grains.Interfaces;
using Rag.Pipeline;
using Rag.Pipeline.Filtering;
using Rag.Pipeline.Retrieval;

namespace Rag.Grains.Queries;

/// <summary>
/// Judges a search and completes it with defaults; the targets are added once the collections have admitted it.
/// </summary>
internal sealed class SearchRequestReader(
    IOptions<QueryOptions> options, IRerankers rerankers, ExpansionReader expansion)
{
    private const int MaxQueryLength = 8_000;
    private const int MaxQueries = 8;
    private const int MaxTopK = 100;
    private const int MaxCollections = 16;
    private const int MaxExpand = 10;

    /// <summary>
    /// Share of an answer's passages that one document may have while others have something to say; a flood of crafted
    /// passages from one source must not be all that a model reads.
    /// </summary>
    private const double AnswerShareOfDocument = 0.6;

    public Outcome<RetrievalRequest> Read(SearchRequest request, bool isForAnswer)
    {
        IReadOnlyList<string> texts = request.Queries ?? [request.Query ?? ""];
        int topK = request.TopK ?? (isForAnswer ? options.Value.DefaultAnswerTopK : options.Value.DefaultTopK);
        if ((Check(request, texts) ?? CheckRanges(request, topK)) is { } problem) return Failures.Invalid(problem);
        if (!TryReadMode(request, texts, out RetrievalMode mode, out problem)) return Failures.Invalid(problem);
        if (!TryReadReranker(request, texts, out string? reranker, out problem)) return Failures.Invalid(problem);
        if (!FilterReader.TryRead(request.Filter?.Text, out Filter? filter, out problem))
        {
            return Failures.Invalid(problem, "invalid_filter");
        }

        var complete = new RetrievalRequest
        {
            Targets = [],
            Texts = texts,
            // A null array would convert to an empty memory, not to none.
            Vector = request.Vector is { } vector
                ? new ReadOnlyMemory<float>([.. vector])
                : default(ReadOnlyMemory<float>?),
            TopK = topK,
            Mode = mode,
            Filter = filter,
            MinScore = request.MinScore,
            MinSimilarity = request.MinSimilarity,
            Reranker = reranker,
            Selection = SelectionOf(request, isForAnswer, topK),
            Expand = request.Expand ?? 0,
        };
        return expansion.Read(request, complete);
    }

    private static SelectionRules SelectionOf(SearchRequest request, bool isForAnswer, int topK) => new()
    {
        MaxPerDocument = request.MaxPerDocument
            ?? (isForAnswer ? (int)Math.Ceiling(AnswerShareOfDocument * topK) : null),
        IsCapSoft = request.MaxPerDocument is null,
        Collapse = request.Collapse ?? isForAnswer,
        Diversity = request.Diversity ?? 0,
    };

    private static string? Check(SearchRequest request, IReadOnlyList<string> texts)
    {
        if (request.Collections.Count is < 1 or > MaxCollections)
        {
            return $"{request.Collections.Count} collections are named; a search takes 1..{MaxCollections}.";
        }

        if (request.Queries is not null && request.Query is not null)
            return "Both 'query' and 'queries' are given; send one of them.";
        if (texts.Count is < 1 or > MaxQueries)
            return $"'queries' has {texts.Count} entries; it takes 1..{MaxQueries}.";
        if (request.Vector is not null && texts.Count > 1)
            return $"'vector' stands for one query, and 'queries' has {texts.Count}; send one query with a vector.";
        bool needsText = request.Vector is null || texts.Count > 1;
        if (needsText && texts.Any(string.IsNullOrWhiteSpace)) return "The question is empty; send some text.";
        return texts.FirstOrDefault(text => text.Length > MaxQueryLength) is { } tooLong
            ? $"The question has {tooLong.Length:N0} characters; the limit is {MaxQueryLength:N0}."
            : null;
    }

    private static string? CheckRanges(SearchRequest request, int topK)
    {
        if (topK is < 1 or > MaxTopK) return $"'top_k' is {topK:N0}; it must be 1..{MaxTopK}.";
        if (request.MinScore is { } score && !double.IsFinite(score)) return "'min_score' is not a finite number.";
        if (request.MinSimilarity is { } similarity && !double.IsFinite(similarity))
        {
            return "'min_similarity' is not a finite number.";
        }

        if (request.MaxPerDocument < 1) return $"'max_per_document' is {request.MaxPerDocument}; it must be 1 or more.";
        if (request.Diversity is { } diversity && !(diversity is >= 0 and <= 1))
            return $"'diversity' is {diversity}; it must be 0..1.";
        if (request.Expand is < 0 or > MaxExpand) return $"'expand' is {request.Expand:N0}; it must be 0..{MaxExpand}.";
        return request.Vector is { } vector && !vector.All(float.IsFinite)
            ? "'vector' has values that are not finite."
            : null;
    }

    private bool TryReadReranker(
        SearchRequest request, IReadOnlyList<string> texts, out string? reranker, out string problem)
    {
        reranker = request.Reranker == SearchRequest.DefaultReranker ? rerankers.Default : request.Reranker;
        problem = "";
        if (reranker is null) return true;
        if (!rerankers.TryGet(reranker, out _))
        {
            problem = $"'rerank.model' is '{reranker}'; configured are {string.Join(", ", rerankers.Names)}.";
            return false;
        }

        problem = "Reranking compares passages with a text; send 'query'.";
        return !string.IsNullOrWhiteSpace(texts[0]);
    }

    private static bool TryReadMode(
        SearchRequest request, IReadOnlyList<string> texts, out RetrievalMode mode, out string problem)
    {
        problem = $"'mode' is '{request.Mode}'; it is one of hybrid, vector, keyword.";
        // A vector without a text can only search the vector leg.
        bool vectorOnly = string.IsNullOrWhiteSpace(texts[0]);
        mode = request.Mode switch
        {
            "vector" => RetrievalMode.Vector,
            "keyword" => RetrievalMode.Keyword,
            _ => vectorOnly ? RetrievalMode.Vector : RetrievalMode.Hybrid,
        };
        if (vectorOnly && mode != RetrievalMode.Vector)
        {
            problem = "Keyword search needs a text; send 'query', or 'mode': 'vector'.";
            return false;
        }

        return request.Mode is null or "hybrid" or "vector" or "keyword";
    }
}
