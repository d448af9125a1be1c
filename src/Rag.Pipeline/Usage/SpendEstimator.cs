using Microsoft.Extensions.Options;
using Rag.Pipeline.Answering;
using Rag.Pipeline.Models;
using Rag.Pipeline.Prompting;
using Rag.Pipeline.Retrieval;
using Rag.Pipeline.Structured;
using Rag.Pipeline.Wording;

namespace Rag.Pipeline.Usage;

/// <summary>
/// The most that work may use of models, by the limits that hold for it, before any is asked. Estimates are of tokens
/// without a tokenizer, so what is used may be a little more.
/// </summary>
public sealed class SpendEstimator(
    IChatModels chat,
    IEmbeddingModels embeddings,
    IRerankers rerankers,
    IOptions<PromptOptions> prompting,
    IOptions<WordingOptions> wording)
{
    /// <summary>What the service itself says to a model in one call, at most.</summary>
    private const int InstructionTokens = 200;

    /// <summary>Of a passage that a reranker judges; the default cut makes no longer ones.</summary>
    private const int PassageTokens = 250;

    /// <summary>A source's slot with its number and title.</summary>
    private const int SlotTokens = 30;

    /// <summary>Of an answer: a list for each model of a chain that may give it.</summary>
    public IReadOnlyList<IReadOnlyList<ModelUsage>> OfAnswer(AnswerRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Ways(model =>
        [
            .. Searching(request.Retrieval, HistoryTokens(request.History), model),
            Answering(request, model),
        ]);
    }

    /// <summary>Of a search.</summary>
    /// <exception cref="ModelException">A collection's embedding model is not configured.</exception>
    public IReadOnlyList<IReadOnlyList<ModelUsage>> OfSearch(RetrievalRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Ways(model => [.. Searching(request, historyTokens: 0, model)]);
    }

    /// <summary>Of embedding texts.</summary>
    /// <exception cref="ModelException">The model is not configured.</exception>
    public IReadOnlyList<IReadOnlyList<ModelUsage>> OfTexts(EmbeddingModelId model, IEnumerable<string> texts) =>
        [embeddings.Get(model).IsBuiltIn ? [] : [EmbeddingUsage.Estimate(model, texts)]];

    private IReadOnlyList<ModelUsage>[] Ways(Func<ChatModel, IReadOnlyList<ModelUsage>> use) =>
        [.. (chat.Answering.Chain is { Count: > 0 } chain ? chain : [chat.Answering]).Select(use)];

    private IEnumerable<ModelUsage> Searching(RetrievalRequest request, int historyTokens, ChatModel model)
    {
        long question = request.Texts.Sum(static text => (long)TokenEstimate.Of(text));
        int brief = wording.Value.MaxTokens;
        if (historyTokens > 0 && wording.Value.RewriteFollowUps)
        {
            yield return Use(model, InstructionTokens + historyTokens + question, brief);
            question = Math.Max(question, brief);
        }

        if (request.Expansion != QueryExpansion.None)
        {
            yield return Use(model, InstructionTokens + question, brief);
            question += brief;
        }

        if (request.Reranker is { } name && rerankers.TryGet(name, out IReranker? reranker)
            && reranker.Estimate(
                question, Retriever.CandidatesPerLeg, Retriever.CandidatesPerLeg * PassageTokens) is { } judging)
        {
            yield return judging;
        }

        if (request.Vector is not null || (request.Mode == RetrievalMode.Keyword && request.MinSimilarity is null))
            yield break;
        foreach (EmbeddingModelId id in request.Targets.Select(target => target.Model).Distinct())
        {
            if (embeddings.Get(id).IsBuiltIn) continue;
            yield return new ModelUsage(
                $"{id.Provider}/{id.Model}", ModelRole.Embedding, question, 0, question, IsBuiltIn: false);
        }
    }

    private ModelUsage Answering(AnswerRequest request, ChatModel model)
    {
        PromptOptions options = prompting.Value;
        int said = PromptBuilder.AnswerTokens(request, options, model);
        long read = InstructionTokens + TokenEstimate.Of(options.SystemPrompt)
            + TokenEstimate.Of(request.Instructions) + TokenEstimate.Of(request.Format?.Instructions)
            + TokenEstimate.Of(request.Question) + HistoryTokens(request.History)
            + Math.Min(options.MaxSourceTokens, model.ContextTokens)
            + ((long)SlotTokens * request.Retrieval.TopK);
        // The second attempt at JSON reads the first one.
        return request.Format is null
            ? Use(model, read, said)
            : Use(model, (AnswerFormat.MaxAttempts * read) + said, AnswerFormat.MaxAttempts * said);
    }

    private int HistoryTokens(IReadOnlyList<Turn> history) =>
        History.Fit(history, prompting.Value.MaxHistoryTokens).Sum(turn => TokenEstimate.Of(turn.Text));

    private static ModelUsage Use(ChatModel model, long read, long said) =>
        new(model.Name, ModelRole.Chat, read, said, read + said, model.IsBuiltIn);
}
