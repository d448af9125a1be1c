using Microsoft.Extensions.AI;
using Rag.Pipeline.Retrieval;

namespace Rag.Pipeline.Prompting;

/// <summary>What is sent to the chat model.</summary>
/// <param name="Messages">System and user message.</param>
/// <param name="Options">Limits and the typed grounding.</param>
/// <param name="Sources">The passages that fitted, numbered from 1 by position.</param>
/// <param name="EstimatedTokens">Estimated length of the messages.</param>
public sealed record Prompt(
    IReadOnlyList<ChatMessage> Messages, ChatOptions Options, IReadOnlyList<Passage> Sources, int EstimatedTokens);
