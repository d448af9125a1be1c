using Microsoft.Extensions.Options;
using Rag.Pipeline.Answering.Leaks;
using Rag.Pipeline.Answering.Links;
using Rag.Pipeline.Models;
using Rag.Pipeline.Prompting;

namespace Rag.Pipeline.Answering;

/// <summary>
/// What an answer may not be, whatever the model was talked into: a way out for what it knows, a copy of its
/// instructions, or endless. Thread-safe.
/// </summary>
/// <param name="canary">The mark in the instructions.</param>
/// <param name="prompting">The instructions.</param>
/// <param name="links">Where answers may link to.</param>
public sealed class AnswerGuard(
    PromptCanary canary, IOptions<PromptOptions> prompting, IOptions<LinkOptions> links)
{
    private readonly AllowedHosts _hosts = new(links.Value.AllowedHosts);
    private readonly SecretText _secret = new(prompting.Value.SystemPrompt + PromptBuilder.HistoryNote);

    /// <summary>Begins to watch an answer.</summary>
    internal AnswerWatch Watch(AnswerRequest request, Prompt prompt, ChatModel model)
    {
        string[] sources = [.. prompt.Sources.Select(source => source.Reading)];
        string[] given =
        [
            request.Question,
            .. request.Instructions is { } instructions ? [instructions] : Array.Empty<string>(),
            .. request.History.Select(turn => turn.Text),
            .. prompt.Sources.Select(source => source.Chunk.Title).OfType<string>(),
            .. sources,
        ];
        return new AnswerWatch(
            new LinkPolicy(_hosts, given),
            new LeakScan(canary.Marks, _secret, sources),
            model.IsBuiltIn ? null : prompt.Options.MaxOutputTokens);
    }
}
