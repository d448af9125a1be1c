using Rag.Api.Errors;
using Rag.Api.Json;
using Rag.Api.Streaming;
using Rag.Grains.Interfaces;

namespace Rag.Api.Aliases;

/// <summary>An answer as plain, unnamed frames of its text; only an error has a name.</summary>
internal sealed class PlainFrames : IAnswerFrames
{
    private bool _hasText;

    /// <inheritdoc/>
    public void Write(SseWriter writer, AnswerEvent answerEvent)
    {
        switch (answerEvent.Kind)
        {
            case AnswerEventKind.Delta when answerEvent.Text is { Length: > 0 } text:
                _hasText = true;
                writer.WritePlain(text);
                break;
            case AnswerEventKind.Done when !_hasText:
                writer.WritePlain(answerEvent.Answer!.Text);
                break;
            case AnswerEventKind.Error:
                Failure failure = answerEvent.Failure!;
                var error = new ErrorEvent(failure.Code, failure.Message, FailureStatus.IsRetryable(failure));
                writer.Write(answerEvent.Number, "error"u8, error, JsonTypes.Of<ErrorEvent>());
                break;
        }
    }
}
