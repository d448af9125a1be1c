using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Rag.Pipeline.Models;
using Rag.Pipeline.Prompting;
using Rag.Pipeline.Usage;

namespace Rag.Pipeline.Wording;

/// <summary>
/// One bounded call of the chat model that a search can do without: its failure is data, and its time is limited.
/// </summary>
internal sealed class BriefRequest(IChatModels models, IOptions<WordingOptions> options, TimeProvider time)
{
    /// <summary>Whether there is a model that can follow an instruction; the built-in ones only quote.</summary>
    public bool IsPossible => !models.Answering.IsBuiltIn;

    public async Task<BriefAnswer> AskAsync(
        string instruction, string data, UsageTally usage, CancellationToken cancellationToken)
    {
        ChatModel model = models.Answering;
        using var limit = new CancellationTokenSource(options.Value.Timeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            ChatResponse response = await model.Client.GetResponseAsync(
                [new(ChatRole.System, instruction), new(ChatRole.User, data)],
                new ChatOptions { MaxOutputTokens = options.Value.MaxTokens },
                stop.Token);
            if (response.AdditionalProperties?.TryGetValue(ChatNotes.Speaker, out object? speaker) == true
                && speaker is ChatModel spoke)
            {
                model = spoke;
            }

            usage.Add(UsageOf(model, response, instruction, data));
            // The end of a chain may be a model that only quotes: what it says is no wording.
            if (model.IsBuiltIn) return new BriefAnswer(null, "no model of the chain but the built-in one answered");
            string text = response.Text.Trim();
            return text.Length == 0
                ? new BriefAnswer(null, $"the model '{model.Name}' said nothing")
                : new BriefAnswer(text, null);
        }
        catch (ModelException exception)
        {
            return new BriefAnswer(null, $"the model '{model.Name}' failed ({exception.Code})");
        }
        catch (OperationCanceledException) when (
            limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // It has read the request, and nobody knows how much it has said.
            usage.Add(UsageOf(model, null, instruction, data));
            return new BriefAnswer(
                null, $"the model '{model.Name}' took longer than {options.Value.Timeout.TotalSeconds:0.###} s");
        }
    }

    private static ModelUsage UsageOf(ChatModel model, ChatResponse? response, string instruction, string data)
    {
        long? read = response?.Usage?.InputTokenCount;
        long? said = response?.Usage?.OutputTokenCount;
        long input = read
            ?? (model.IsBuiltIn ? 0 : TokenEstimate.Of(instruction) + TokenEstimate.Of(data));
        long output = said ?? TokenEstimate.Of(response?.Text);
        long estimated = (read is null ? input : 0) + (said is null ? output : 0);
        return new ModelUsage(model.Name, ModelRole.Chat, input, output, estimated, model.IsBuiltIn);
    }
}
