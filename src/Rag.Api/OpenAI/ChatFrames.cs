using Rag.Api.Errors;
using Rag.Api.Json;
using Rag.Api.Streaming;
using Rag.Grains.Interfaces;

namespace Rag.Api.OpenAI;

/// <summary>An answer's events as the chunks of OpenAI's streams; citations come with the last one.</summary>
internal sealed class ChatFrames(QueryId query, string model, long created, bool withUsage) : IAnswerFrames
{
    /// <inheritdoc/>
    public void Write(SseWriter writer, AnswerEvent answerEvent)
    {
        switch (answerEvent.Kind)
        {
            case AnswerEventKind.Sources:
                var found = new ChatEvidence { Id = query.Value, Sources = answerEvent.Sources };
                WriteChunk(writer, new ChatDelta("assistant", ""), evidence: found);
                break;
            case AnswerEventKind.Delta:
                WriteChunk(writer, new ChatDelta(null, answerEvent.Text));
                break;
            case AnswerEventKind.Done:
                Answer answer = answerEvent.Answer!;
                WriteChunk(
                    writer,
                    new ChatDelta(null, null),
                    ChatCompletion.FinishReasonOf(answer),
                    ChatEvidence.Of(answer) with { Sources = null });
                if (withUsage) Write(writer, Chunk() with { Usage = ChatUsage.Of(answer.Usage) });
                writer.WritePlain("[DONE]");
                break;
            case AnswerEventKind.Error:
                Failure failure = answerEvent.Failure!;
                OpenAIErrorBody error = OpenAIError.Of(FailureStatus.Of(failure.Kind), failure);
                writer.WriteData(error, JsonTypes.Of<OpenAIErrorBody>());
                break;
        }
    }

    private void WriteChunk(
        SseWriter writer, ChatDelta delta, string? finishReason = null, ChatEvidence? evidence = null) =>
        Write(writer, Chunk() with
        {
            Choices = [new ChatChunkChoice(0, delta, null, finishReason)], Rag = evidence,
        });

    private ChatChunk Chunk() => new() { Id = query.Value, Created = created, Model = model };

    private static void Write(SseWriter writer, ChatChunk chunk) =>
        writer.WriteData(chunk, JsonTypes.Of<ChatChunk>());
}
