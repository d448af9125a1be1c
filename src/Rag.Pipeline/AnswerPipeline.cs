using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Rag.Pipeline.Answering;
using Rag.Pipeline.Models;
using Rag.Pipeline.Prompting;
using Rag.Pipeline.Retrieval;
using Rag.Pipeline.Usage;
using Rag.Pipeline.Wording;

namespace Rag.Pipeline;

/// <summary>
/// Question to answer: word it for the search, retrieve, abstain or prompt, stream, cite. Failures are
/// <see cref="StoreException"/> and <see cref="ModelException"/>; cancelling stops the model.
/// </summary>
public sealed class AnswerPipeline(
    SearchWording wording, Retriever retriever, PromptBuilder prompts, IChatModels models, TimeProvider time)
{
    /// <summary>Reason of an abstention for which no passage was found.</summary>
    public const string NoPassages = "no_passages";

    private const string Refusal = "The documents do not answer this question.";

    /// <summary>Answers; see <see cref="AnswerStep"/> for the order of what comes.</summary>
    /// <param name="request">The question.</param>
    /// <param name="usage">Gets what the models use, also where the answer fails or is cancelled.</param>
    /// <param name="cancellationToken">Stops the model.</param>
    public async IAsyncEnumerable<AnswerStep> AnswerAsync(
        AnswerRequest request, UsageTally usage, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        WordedSearch search = await wording.WordAsync(
            request.Retrieval, request.History, usage, cancellationToken);
        RetrievalResult found = await retriever.RetrieveAsync(search.Request, cancellationToken);
        usage.Add(found.Usage);
        if (found.Passages.Count == 0 && !request.AnswerWithoutContext)
        {
            yield return new AnswerStep.SourcesFound([]);
            yield return new AnswerStep.TextAdded(Refusal);
            yield return new AnswerStep.Finished(Complete(
                start, search, found, Refusal, NoPassages, [], null, usage));
            yield break;
        }

        ChatModel model = models.Answering;
        Prompt prompt = prompts.Build(request, search.Question, found.Passages, model);
        yield return new AnswerStep.SourcesFound(prompt.Sources);
        var reader = new CitationReader(prompt.Sources);
        var generation = new Generation { Model = model, Prompt = prompt, Start = time.GetTimestamp() };
        try
        {
            await foreach (ChatResponseUpdate update in model.Client.GetStreamingResponseAsync(
                prompt.Messages, prompt.Options, cancellationToken))
            {
                generation.Observe(update, time);
                foreach (AnswerStep step in reader.Read(update.Text)) yield return step;
            }
        }
        finally
        {
            // A model that refused has used nothing; one that was stopped has read the prompt and may have gone on.
            if (generation.HasBegun || cancellationToken.IsCancellationRequested)
                usage.Add(generation.UsageOf(reader.Text));
        }

        foreach (AnswerStep step in reader.Complete()) yield return step;
        generation.End = time.GetTimestamp();
        yield return new AnswerStep.Finished(Complete(
            start, search, found, reader.Text, generation.NoAnswerReason, reader.Citations, generation, usage));
    }

    private CompletedAnswer Complete(
        long start,
        WordedSearch search,
        RetrievalResult found,
        string text,
        string? noAnswerReason,
        IReadOnlyList<CitedSpan> citations,
        Generation? generation,
        UsageTally usage) => new()
        {
            Text = text,
            NoAnswerReason = noAnswerReason,
            Citations = citations,
            Model = generation?.Model.Name,
            Usage = [.. usage.Entries],
            SearchedFor = search.SearchedFor,
            RewriteTime = search.Time,
            EmbedTime = found.EmbedTime,
            RetrieveTime = found.RetrieveTime,
            RerankTime = found.RerankTime,
            Warnings = [.. search.Warnings, .. found.Warnings],
            FinishReason = generation?.FinishReason,
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

        public string? FinishReason { get; private set; }

        public bool HasBegun { get; private set; }

        /// <summary>What the model reports, else an estimate; built-in models read no prompt.</summary>
        /// <param name="text">What it has said.</param>
        public ModelUsage UsageOf(string text)
        {
            long input = _usage?.InputTokenCount ?? (Model.IsBuiltIn ? 0 : Prompt.EstimatedTokens);
            long output = _usage?.OutputTokenCount ?? TokenEstimate.Of(text);
            long estimated = (_usage?.InputTokenCount is null ? input : 0)
                + (_usage?.OutputTokenCount is null ? output : 0);
            return new ModelUsage(Model.Name, ModelRole.Chat, input, output, estimated, Model.IsBuiltIn);
        }

        public void Observe(ChatResponseUpdate update, TimeProvider time)
        {
            HasBegun = true;
            FinishReason = update.FinishReason?.Value ?? FinishReason;
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
