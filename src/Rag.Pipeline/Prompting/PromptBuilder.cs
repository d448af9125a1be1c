using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Rag.Pipeline.Answering;
using Rag.Pipeline.Models;
using Rag.Pipeline.Retrieval;

namespace Rag.Pipeline.Prompting;

/// <summary>
/// Puts the question and as many passages as fit into numbered, delimited slots. Retrieved text is untrusted: the
/// delimiters are neutralised inside it, and the template is filled once, never expanded again.
/// </summary>
public sealed class PromptBuilder(IOptions<PromptOptions> options)
{
    private const string SourceTag = "source";
    private const string QuestionTag = "question";

    /// <summary>
    /// Builds the prompt for a question; the best passage is kept even if it alone is over the budget.
    /// </summary>
    public Prompt Build(AnswerRequest request, IReadOnlyList<Passage> passages, ChatModel model)
    {
        int answerTokens = request.MaxTokens ?? options.Value.MaxAnswerTokens;
        int budget = Math.Max(100, Math.Min(options.Value.MaxSourceTokens, model.ContextTokens - answerTokens - 500));
        var sources = new List<Passage>(passages.Count);
        var grounding = new List<GroundingSource>(passages.Count);
        int used = 0;
        foreach (Passage passage in passages)
        {
            int tokens = TokenEstimate.Of(passage.Reading);
            if (sources.Count > 0 && used + tokens > budget) break;
            used += tokens;
            sources.Add(passage);
            grounding.Add(new GroundingSource(sources.Count, passage.Reading, passage.Chunk.Title));
        }

        var chatOptions = new ChatOptions
        {
            MaxOutputTokens = answerTokens,
            Temperature = request.Temperature,
            AdditionalProperties = new() { [Grounding.Key] = new Grounding(request.Question, grounding) },
        };
        // A built-in model reads the typed grounding; rendering a prompt that nobody reads would only cost time.
        if (model.IsBuiltIn) return new Prompt([new(ChatRole.User, request.Question)], chatOptions, sources, used);
        string user = Render(request.Question, grounding);
        return new Prompt(
            [new(ChatRole.System, options.Value.SystemPrompt), new(ChatRole.User, user)],
            chatOptions,
            sources,
            TokenEstimate.Of(options.Value.SystemPrompt) + TokenEstimate.Of(user));
    }

    private static string Render(string question, List<GroundingSource> sources)
    {
        var text = new StringBuilder();
        foreach (GroundingSource source in sources)
        {
            text.Append(CultureInfo.InvariantCulture, $"<{SourceTag} number=\"{source.Number}\"");
            if (source.Title is { } title)
            {
                text.Append(" title=\"").Append(Neutralise(title).Replace('"', '\'').ReplaceLineEndings(" "))
                    .Append('"');
            }

            text.Append(">\n").Append(Neutralise(source.Text))
                .Append(CultureInfo.InvariantCulture, $"\n</{SourceTag}>\n\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"<{QuestionTag}>\n{Neutralise(question)}\n</{QuestionTag}>")
            .ToString();
    }

    /// <summary>
    /// Makes it impossible to open or close a slot from inside: a zero-width-free, readable look-alike stays.
    /// </summary>
    private static string Neutralise(string text) => text
        .Replace($"<{SourceTag}", $"‹{SourceTag}", StringComparison.OrdinalIgnoreCase)
        .Replace($"</{SourceTag}", $"‹/{SourceTag}", StringComparison.OrdinalIgnoreCase)
        .Replace($"<{QuestionTag}", $"‹{QuestionTag}", StringComparison.OrdinalIgnoreCase)
        .Replace($"</{QuestionTag}", $"‹/{QuestionTag}", StringComparison.OrdinalIgnoreCase);
}
