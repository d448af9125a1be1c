namespace Rag.Grains.Suggestions;

/// <summary>What is stored of a collection's past questions.</summary>
[GenerateSerializer, Alias("rag.past-questions-state")]
public sealed class PastQuestionsState
{
    /// <summary>The questions by their text, whatever its case.</summary>
    [Id(0)]
    public Dictionary<string, PastQuestion> Questions { get; init; } = new(StringComparer.Ordinal);
}
