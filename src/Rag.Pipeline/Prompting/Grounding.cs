namespace Rag.Pipeline.Prompting;

/// <summary>
/// The question and its numbered sources, typed, beside the prompt that says the same in words. A built-in model reads
/// this from <c>ChatOptions.AdditionalProperties</c> under <see cref="Key"/>; models of vendors ignore it.
/// </summary>
/// <param name="Question">The question.</param>
/// <param name="Sources">The passages, numbered 1..n.</param>
public sealed record Grounding(string Question, IReadOnlyList<GroundingSource> Sources)
{
    /// <summary>The key in <c>ChatOptions.AdditionalProperties</c>.</summary>
    public const string Key = "rag.grounding";

    /// <summary>Key in a response's <c>AdditionalProperties</c> by which a model says why it abstains.</summary>
    public const string NoAnswerKey = "rag.no_answer";
}
