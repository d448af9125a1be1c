namespace Rag.Grains.Conversations;

/// <summary>What is stored of a tenant's conversations.</summary>
[GenerateSerializer, Alias("rag.conversations-state")]
public sealed class ConversationsState
{
    /// <summary>When each conversation was used last, by its id.</summary>
    [Id(0)]
    public Dictionary<string, DateTimeOffset> UsedAt { get; init; } = new(StringComparer.Ordinal);
}
