using Rag.Grains.Interfaces;
using Rag.Grains.Usage;
using Rag.Pipeline.Answering;
using Rag.Pipeline.Retrieval;
using Rag.Pipeline.Usage;

namespace Rag.Grains.Queries;

/// <summary>Answers in the words of the contract.</summary>
internal static class AnswerDescription
{
    public static Answer Of(
        string id,
        CompletedAnswer answer,
        IReadOnlyList<Passage> passages,
        IReadOnlyList<Hit> sources,
        ModelPrices prices) => new()
    {
        Id = id,
        Text = answer.Text,
        NoAnswer = answer.NoAnswerReason is not null,
        NoAnswerReason = answer.NoAnswerReason,
        Citations = [.. answer.Citations.Select(citation => Of(citation, passages))],
        Sources = sources,
        Usage = Of(answer.Usage, prices),
        Timings = new AnswerTimings(
            Rewrite: Milliseconds(answer.RewriteTime),
            Embed: Milliseconds(answer.EmbedTime),
            Retrieve: Milliseconds(answer.RetrieveTime),
            Rerank: Milliseconds(answer.RerankTime),
            FirstToken: Milliseconds(answer.FirstTokenTime),
            Generate: Milliseconds(answer.GenerateTime),
            Total: answer.TotalTime.TotalMilliseconds),
        Model = answer.Model,
        Warnings = answer.Warnings,
        SearchedFor = answer.SearchedFor,
        FinishReason = answer.FinishReason,
        Cached = answer.Cache is not (null or CacheResult.Miss),
        SimilarTo = answer.SimilarTo is { } similar ? new SimilarAnswer(similar.Question, similar.Similarity) : null,
        AnswerJson = answer.Json is { } json ? new RawJson(json) : null,
    };

    public static Citation Of(CitedSpan citation, IReadOnlyList<Passage> passages)
    {
        Passage source = passages[citation.Source - 1];
        return new Citation(
            citation.Source,
            citation.Start,
            citation.End,
            source.Chunk.Document.DocumentId,
            source.Chunk.Id.ToString(),
            source.Chunk.Location.Page,
            citation.Quote,
            citation.IsVerified);
    }

    public static AnswerUsage Of(IReadOnlyList<ModelUsage> usage, ModelPrices prices) => new(
        (int)usage.Where(entry => entry.Role == ModelRole.Chat).Sum(entry => entry.InputTokens),
        (int)usage.Sum(entry => entry.OutputTokens),
        (int)usage.Where(entry => entry.Role == ModelRole.Embedding).Sum(entry => entry.InputTokens),
        prices.CostOf(usage),
        usage.Any(entry => entry.EstimatedTokens > 0 || entry.EstimatedSearchUnits > 0))
    {
        RerankTokens = usage.Where(entry => entry.Role == ModelRole.Reranking).Sum(entry => entry.InputTokens),
        SearchUnits = usage.Sum(entry => entry.SearchUnits),
    };

    private static double? Milliseconds(TimeSpan? time) => time?.TotalMilliseconds;
}
