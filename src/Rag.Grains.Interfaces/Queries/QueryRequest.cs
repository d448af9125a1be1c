namespace Rag.Grains.Interfaces;

/// <summary>A question to answer from documents.</summary>
[GenerateSerializer, Immutable, Alias("rag.query-request")]
public sealed record QueryRequest
{
    /// <summary>What to retrieve; its query is the question.</summary>
    [Id(0)]
    public required SearchRequest Search { get; init; }

    /// <summary>Without evidence: <c>refuse</c> (default) or <c>answer</c> from the model's own knowledge.</summary>
    [Id(1)]
    public string? OnNoContext { get; init; }

    /// <summary>0..2; <see langword="null"/> for the model's default.</summary>
    [Id(2)]
    public double? Temperature { get; init; }

    /// <summary>
    /// Longest answer in the model's tokens, 1..32,000; <see langword="null"/> for the configured default.
    /// </summary>
    [Id(3)]
    public int? MaxTokens { get; init; }

    /// <summary>Goes on when the client is gone; the answer can be fetched for five minutes.</summary>
    [Id(4)]
    public bool Detach { get; init; }

    /// <summary>What was said before the question, the oldest first; empty if it stands alone.</summary>
    [Id(5)]
    public IReadOnlyList<ChatTurn> History { get; init; } = [];

    /// <summary>
    /// The application's own instructions to the chat model, at most 8,000 characters; they come behind the service's.
    /// Built-in models read none.
    /// </summary>
    [Id(6)]
    public string? Instructions { get; init; }

    /// <summary>
    /// The JSON that the answer is to be: a JSON schema, or OpenAI's <c>response_format</c>; <see langword="null"/> for
    /// text.
    /// </summary>
    [Id(7)]
    public RawJson? ResponseFormat { get; init; }

    /// <summary>
    /// The conversation that the question belongs to, which knows what was said before it and keeps the answer;
    /// <see langword="null"/> for none, or with a <see cref="History"/>.
    /// </summary>
    [Id(8)]
    public ConversationId? Conversation { get; init; }
}
