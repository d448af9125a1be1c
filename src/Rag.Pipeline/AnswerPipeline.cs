using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Rag.Pipeline.Answering;
using Rag.Pipeline.Models;
using Rag.Pipeline.Prompting;
using Rag.Pipeline.Retrieval;

namespace Rag.Pipeline;

/// <summary>
/// Question to answer: retrieve, abstain or prompt, stream, cite. Failures are <see cref="StoreException"/> and
/// <see cref="ModelException"/>; cancelling stops the model.
/// </summary>
public sealed class AnswerPipeline(
    Retriever retriever, PromptBuilder prompts, IChatModels models, TimeProvider time)
{
    /// <summary>Reason of an abstention for which no passage was found.</summary>
    public const string NoPassages = "no_passages";

    private const string Refusal = "The documents do not answer this question.";

    /// <summary>Answers; see <see cref="AnswerStep"/> for the order of what comes.</summary>
    public async IAsyncEnumerable<AnswerStep> AnswerAsync(
        AnswerRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        RetrievalResult found = await retriever.RetrieveAsync(request.Retrieval, cancellationToken);
        if (found.Passages.Count == 0 && !request.AnswerWithoutContext)
        {
            yield return new AnswerStep.SourcesFound([]);
            yield return new AnswerStep.TextAdded(Refusal);
            yield return new AnswerStep.Finished(Complete(start, found, Refusal, NoPassages, [], null));
            yield break;
        }

        ChatModel model = models.Answering;
        Prompt prompt = prompts.Build(request, found.Passages, model);
        yield return new AnswerStep.SourcesFound(prompt.Sources);
        var reader = new CitationReader(prompt.Sources);
        var generation = new Generation { Model = model, Prompt = prompt, Start = time.GetTimestamp() };
        await foreach (ChatResponseUpdate update in model.Client.GetStreamingResponseAsync(
            prompt.Messages, prompt.Options, cancellationToken))
        {
            generation.Observe(update, time);
            foreach (AnswerStep step in reader.Read(update.Text)) yield return step;
        }

        foreach (AnswerStep step in reader.Complete()) yield return step;
        generation.End = time.GetTimestamp();
        yield return new AnswerStep.Finished(Complete(
            start, found, reader.Text, generation.NoAnswerReason, reader.Citations, generation));
    }

    private CompletedAnswer Complete(
        long start,
        RetrievalResult found,
        string text,
        string? noAnswerReason,
        IReadOnlyList<CitedSpan> citations,
        Generation? generation) => new()
        {
            Text = text,
            NoAnswerReason = noAnswerReason,
            Citations = citations,
            Model = generation?.Model.Name,
            PromptTokens = generation?.PromptTokens ?? 0,
            CompletionTokens = generation is null ? 0 : generation.CompletionTokens ?? TokenEstimate.Of(text),
            EmbeddingTokens = found.EmbeddingTokens,
            IsFree = generation is null or { Model.IsBuiltIn: true },
            EmbedTime = found.EmbedTime,
            RetrieveTime = found.RetrieveTime,
            RerankTime = found.RerankTime,
            Warnings = found.Warnings,
            FirstTokenTime = generation?.FirstToken is { } first ? time.GetElapsedTime(generation.Start, first) : null,
            GenerateTime = generation is null ? null : time.GetElapsedTime(generation.Start, generation.End),
            TotalTime = time.GetElapsedTime(start),
        };

    /// <summary>What is seen of the model while it speaks.</summary>
    private sealed class Generation
    {
        private UsageDetails? _usage;

        /// <summary>The model that was asked, or the one of its chain that spoke.</summary>
        public required ChatModel Model { get; set; }

        public required Prompt Prompt { get; init; }

        public required long Start { get; init; }

        public long? FirstToken { get; private set; }

        public long End { get; set; }

        public string? NoAnswerReason { get; private set; }

        /// <summary>Built-in models read no prompt; others are billed for what they report, else by estimate.</summary>
        public int PromptTokens => (int?)_usage?.InputTokenCount ?? (Model.IsBuiltIn ? 0 : Prompt.EstimatedTokens);

        public int? CompletionTokens => (int?)_usage?.OutputTokenCount;

        public void Observe(ChatResponseUpdate update, TimeProvider time)
        {
            if (FirstToken is null && update.Text.Length > 0) FirstToken = time.GetTimestamp();
            foreach (AIContent content in update.Contents)
            {
                if (content is UsageContent usage) _usage = usage.Details;
            }

            if (update.AdditionalProperties?.TryGetValue(ChatNotes.Speaker, out object? speaker) == true
                && speaker is ChatModel spoke)
            {
                Model = spoke;
            }

            if (update.AdditionalProperties?.TryGetValue(Grounding.NoAnswerKey, out object? reason) == true)
            {
                NoAnswerReason = reason as string;
            }
        }
    }
}
