using System.ComponentModel.DataAnnotations;

namespace Rag.Pipeline.Wording;

/// <summary>How a chat model words questions for the search; without a chat model nothing is reworded.</summary>
public sealed class WordingOptions
{
    /// <summary>
    /// Whether a question that follows others is rewritten to be understood alone, before it is searched for: one more
    /// call of the chat model. Default: <see langword="true"/>.
    /// </summary>
    public bool RewriteFollowUps { get; set; } = true;

    /// <summary>
    /// How long the model may take; then the search goes on with the question as it was asked. Default: 10 s. Range:
    /// 100 ms..5 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Most tokens that the model may say. Default: 400. Range: 16..4,000.</summary>
    [Range(16, 4_000)]
    public int MaxTokens { get; set; } = 400;

    /// <summary>Wordings that <c>multi_query</c> asks for, beside the question. Default: 3. Range: 1..7.</summary>
    [Range(1, 7)]
    public int Wordings { get; set; } = 3;
}
