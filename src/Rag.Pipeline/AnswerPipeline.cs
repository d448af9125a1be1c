using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.AI;
using Rag.Pipeline.Answering;
using Rag.Pipeline.Models;
using Rag.Pipeline.Prompting;
using Rag.Pipeline.Retrieval;
using Rag.Pipeline.Structured;
using Rag.Pipeline.Usage;
using Rag.Pipeline.Wording;

namespace Rag.Pipeline;

/// <summary>
/// Question to answer: word it for the search, retrieve, abstain or prompt, stream, cite. Failures are
/// <see cref="StoreException"/> and <see cref="ModelException"/>; cancelling stops the model.
/// </summary>
public sealed class AnswerPipeline(
    SearchWording wording,
    Retriever retriever,
    PromptBuilder prompts,
    IChatModels models,
    AnswerCache cache,
    AnswerGuard guard,
    TimeProvider time)
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
        RetrievalResult found = await retriever.RetrieveAsync(search.Request, usage, cancellationToken);
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
        AnswerWatch watch = guard.Watch(request, prompt, model);
        var reader = new CitationReader(prompt.Sources, watch.Links);
        var generation = new Generation { Model = model, Prompt = prompt, Start = time.GetTimestamp(), Watch = watch };
        using AnswerLookup known = await cache.LookUpAsync(
            request, prompt, model, found.QuestionVector, cancellationToken);
        string? json = null;
        if (generation.Recall(known.Found) is { } said)
        {
            if (request.Format is not null) json = said;
            else foreach (AnswerStep step in reader.Read(said)) yield return step;
        }
        else if (request.Format is { } format)
        {
            json = await AskForJsonAsync(format, generation, usage, cancellationToken);
        }
        else
        {
            await foreach (AnswerStep step in SpeakAsync(generation, reader, usage, cancellationToken))
                yield return step;
        }

        if (json is not null) yield return new AnswerStep.TextAdded(json);
        else foreach (AnswerStep step in reader.Complete()) yield return step;
        generation.End = time.GetTimestamp();
        string text = json ?? reader.Text;
        if (!generation.IsRecalled && !generation.Model.IsBuiltIn && watch.CutReason is null)
            known.Keep(new KeptAnswer(text, generation.Model.Name, generation.FinishReason));
        yield return new AnswerStep.Finished(Complete(
            start, search, found, text, generation.NoAnswerReason, reader.Citations, generation, usage) with
        {
            Json = json, Cache = known.Result, SimilarTo = known.SimilarTo,
        });
    }

    private async IAsyncEnumerable<AnswerStep> SpeakAsync(
        Generation generation,
        CitationReader reader,
        UsageTally usage,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Prompt prompt = generation.Prompt;
        try
        {
            await foreach (ChatResponseUpdate update in generation.Model.Client.GetStreamingResponseAsync(
                prompt.Messages, prompt.Options, cancellationToken))
            {
                generation.Observe(update, time);
                if (!generation.Watch.Passes(update.Text)) break;
                foreach (AnswerStep step in reader.Read(update.Text)) yield return step;
            }
        }
        finally
        {
            // A model that refused has used nothing; one that was stopped has read the prompt and may have gone on.
            if (generation.HasBegun || cancellationToken.IsCancellationRequested)
                usage.Add(generation.UsageOf(reader.Text));
        }
    }

    /// <summary>Nothing is told before it is valid: what a repair replaces cannot be taken back.</summary>
    private async Task<string> AskForJsonAsync(
        AnswerFormat format, Generation generation, UsageTally usage, CancellationToken cancellationToken)
    {
        List<ChatMessage> messages = [.. generation.Prompt.Messages];
        for (int attempt = 1; ; attempt++)
        {
            var said = new StringBuilder();
            generation.BeginAttempt();
            try
            {
                await foreach (ChatResponseUpdate update in generation.Model.Client.GetStreamingResponseAsync(
                    messages, generation.Prompt.Options, cancellationToken))
                {
                    generation.Observe(update, time);
                    if (!generation.Watch.Passes(update.Text)) break;
                    said.Append(update.Text);
                }
            }
            finally
            {
                if (generation.HasBegun || cancellationToken.IsCancellationRequested)
                    usage.Add(generation.UsageOf(said.ToString()));
            }

            generation.End = time.GetTimestamp();
            if (generation.Watch.HasLeaked) throw Withheld(generation);
            // What is taken out of its texts may be what the schema asks for.
            if (format.TryTake(said.ToString(), out string? json, out string? problem)
                && format.TryTake(generation.Watch.Clean(json), out json, out problem))
            {
                return json;
            }

            if (generation.FinishReason == "length") problem += " It was cut off at 'max_tokens'.";
            if (attempt == AnswerFormat.MaxAttempts)
            {
                throw new ModelException(
                    "invalid_answer_json",
                    $"The model '{generation.Model.Name}' did not answer as 'response_format' asks, nor after being "
                    + $"told what was wrong: {problem} Ask again, simplify the schema, or use another model.",
                    isTransient: false);
            }

            messages.Add(new ChatMessage(ChatRole.Assistant, said.ToString()));
            messages.Add(new ChatMessage(ChatRole.User, AnswerFormat.RepairRequest(problem)));
        }
    }

    private static ModelException Withheld(Generation generation) => new(
        "answer_withheld",
        $"The model '{generation.Model.Name}' repeated its instructions instead of answering; the answer is not shown. "
        + "Ask another way, and look at the sources of the question: one of them may have told it to.",
        isTransient: false);

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
            Model = generation?.Speaker,
            Usage = [.. usage.Entries],
            SearchedFor = search.SearchedFor,
            RewriteTime = search.Time,
            EmbedTime = found.EmbedTime,
            RetrieveTime = found.RetrieveTime,
            RerankTime = found.RerankTime,
            Warnings = [.. search.Warnings, .. found.Warnings, .. generation?.Watch.Warnings() ?? []],
            FinishReason = generation?.FinishReason,
            FirstTokenTime = generation?.FirstToken is { } first ? time.GetElapsedTime(generation.Start, first) : null,
            GenerateTime = generation is null or { IsRecalled: true }
                ? null
                : time.GetElapsedTime(generation.Start, generation.End),
            TotalTime = time.GetElapsedTime(start),
        };

    /// <summary>What is seen of the model while it speaks.</summary>
    private sealed class Generation
    {
        private UsageDetails? _usage;
        private KeptAnswer? _recalled;

        /// <summary>The model that was asked, or the one of its chain that spoke.</summary>
        public required ChatModel Model { get; set; }

        /// <summary>Name of the model that spoke, now or when its answer was kept.</summary>
        public string Speaker => _recalled?.Model ?? Model.Name;

        /// <summary>Whether it was said before and the model was not asked.</summary>
        public bool IsRecalled => _recalled is not null;

        public required Prompt Prompt { get; init; }

        public required long Start { get; init; }

        public long? FirstToken { get; private set; }

        public long End { get; set; }

        public string? NoAnswerReason { get; private set; }

        public required AnswerWatch Watch { get; init; }

        public string? FinishReason
        {
            get => Watch.CutReason ?? field;
            private set;
        }

        public bool HasBegun { get; private set; }

        /// <summary>Takes what was said before; its text, <see langword="null"/> if there is none.</summary>
        public string? Recall(KeptAnswer? kept)
        {
            _recalled = kept;
            FinishReason = kept?.FinishReason;
            return kept?.Text;
        }

        /// <summary>Forgets what was seen of an attempt before; its usage is counted already.</summary>
        public void BeginAttempt()
        {
            (_usage, HasBegun, FinishReason) = (null, false, null);
            Watch.BeginAttempt();
        }

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
