using Rag.Grains.Interfaces;
using Rag.Pipeline.Answering;
using Rag.Pipeline.Retrieval;

namespace Rag.Grains.Queries;

/// <summary>Answers in the words of the contract.</summary>
internal static class AnswerDescription
{
    public static Answer Of(
        string id, CompletedAnswer answer, IReadOnlyList<Passage> passages, IReadOnlyList<Hit> sources) => new()
    {
        Id = id,
        Text = answer.Text,
        NoAnswer = answer.NoAnswerReason is not null,
        NoAnswerReason = answer.NoAnswerReason,
        Citations = [.. answer.Citations.Select(citation => Of(citation, passages))],
        Sources = sources,
        Usage = new AnswerUsage(
            answer.PromptTokens, answer.CompletionTokens, answer.EmbeddingTokens, answer.IsFree ? 0 : null),
        Timings = new AnswerTimings(
            Rewrite: null,
            Embed: Milliseconds(answer.EmbedTime),
            Retrieve: Milliseconds(answer.RetrieveTime),
            Rerank: Milliseconds(answer.RerankTime),
            FirstToken: Milliseconds(answer.FirstTokenTime),
            Generate: Milliseconds(answer.GenerateTime),
            Total: answer.TotalTime.TotalMilliseconds),
        Model = answer.Model,
        Warnings = answer.Warnings,
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

    private static double? Milliseconds(TimeSpan? time) => time?.TotalMilliseconds;
}
