using System.Text.Json;

namespace Rag.Api.OpenAI;

/// <summary>A piece of the one answer.</summary>
/// <param name="Index">Always 0.</param>
/// <param name="Delta">What it adds.</param>
/// <param name="Logprobs">Always <see langword="null"/>.</param>
/// <param name="FinishReason">In the last one why the answer ends, else <see langword="null"/>.</param>
internal sealed record ChatChunkChoice(int Index, ChatDelta Delta, JsonElement? Logprobs, string? FinishReason);
