using Microsoft.Extensions.Options;
using Rag.Grains.Interfaces;
using Rag.Pipeline.Filtering;
using Rag.Pipeline.Retrieval;

namespace Rag.Grains.Queries;

/// <summary>
/// Judges a search and completes it with defaults; the targets are added once the collections have admitted it.
/// </summary>
internal sealed class SearchRequestReader(IOptions<QueryOptions> options)
{
    private const int MaxQueryLength = 8_000;
    private const int MaxTopK = 100;
    private const int MaxCollections = 16;

    public Outcome<RetrievalRequest> Read(SearchRequest request, bool isForAnswer)
    {
        string text = request.Query ?? "";
        int topK = request.TopK ?? (isForAnswer ? options.Value.DefaultAnswerTopK : options.Value.DefaultTopK);
        if (Check(request, text, topK) is { } problem) return Failures.Invalid(problem);
        if (!TryReadMode(request, out RetrievalMode mode, out problem)) return Failures.Invalid(problem);
        if (!FilterReader.TryRead(request.Filter?.Text, out Filter? filter, out problem))
        {
            return Failures.Invalid(problem, "invalid_filter");
        }

        return new RetrievalRequest
        {
            Targets = [],
            Text = text,
            // A null array would convert to an empty memory, not to none.
            Vector = request.Vector is { } vector
                ? new ReadOnlyMemory<float>([.. vector])
                : default(ReadOnlyMemory<float>?),
            TopK = topK,
            Mode = mode,
            Filter = filter,
            MinScore = request.MinScore,
            MinSimilarity = request.MinSimilarity,
            MaxPerDocument = request.MaxPerDocument,
        };
    }

    private static string? Check(SearchRequest request, string text, int topK)
    {
        if (request.Collections.Count is < 1 or > MaxCollections)
        {
            return $"{request.Collections.Count} collections are named; a search takes 1..{MaxCollections}.";
        }

        if (string.IsNullOrWhiteSpace(text) && request.Vector is null) return "The question is empty; send some text.";
        if (text.Length > MaxQueryLength)
        {
            return $"The question has {text.Length:N0} characters; the limit is {MaxQueryLength:N0}.";
        }

        if (topK is < 1 or > MaxTopK) return $"'top_k' is {topK:N0}; it must be 1..{MaxTopK}.";
        if (request.MinScore is { } score && !double.IsFinite(score)) return "'min_score' is not a finite number.";
        if (request.MinSimilarity is { } similarity && !double.IsFinite(similarity))
        {
            return "'min_similarity' is not a finite number.";
        }

        if (request.MaxPerDocument < 1) return $"'max_per_document' is {request.MaxPerDocument}; it must be 1 or more.";
        return request.Vector is { } vector && !vector.All(float.IsFinite)
            ? "'vector' has values that are not finite."
            : null;
    }

    private static bool TryReadMode(SearchRequest request, out RetrievalMode mode, out string problem)
    {
        problem = $"'mode' is '{request.Mode}'; it is one of hybrid, vector, keyword.";
        // A vector without a text can only search the vector leg.
        bool vectorOnly = string.IsNullOrWhiteSpace(request.Query);
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
