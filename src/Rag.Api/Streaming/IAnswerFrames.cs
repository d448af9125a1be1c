using Rag.Grains.Interfaces;

namespace Rag.Api.Streaming;

/// <summary>How an answer's events look on the wire.</summary>
internal interface IAnswerFrames
{
    /// <summary>Writes one event; may write nothing.</summary>
    void Write(SseWriter writer, AnswerEvent answerEvent);
}
