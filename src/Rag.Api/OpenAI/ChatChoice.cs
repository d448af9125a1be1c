using System.Text.Json;

namespace Rag.Api.OpenAI;

/// <summary>The one answer.</summary>
/// <param name="Index">Always 0.</param>
/// <param name="Message">The answer.</param>
/// <param name="Logprobs">Always <see langword="null"/>.</param>
/// <param name="FinishReason"><c>stop</c>, <c>length</c> or <c>content_filter</c>.</param>
internal sealed record ChatChoice(int Index, ChatReply Message, JsonElement? Logprobs, string FinishReason);
