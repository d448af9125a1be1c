using System.Text.Json;
using Rag.Api.Errors;
using Rag.Api.Json;
using Rag.Grains.Interfaces;

namespace Rag.Api.Streaming;

/// <summary>An answer's events as the contract's server-sent events.</summary>
internal sealed class AnswerFrames(QueryId query) : IAnswerFrames
{
    private static readonly JsonEncodedText TextMember = JsonEncodedText.Encode("text");

    /// <inheritdoc/>
    public void Write(SseWriter writer, AnswerEvent answerEvent)
    {
        int id = answerEvent.Number;
        switch (answerEvent.Kind)
        {
            case AnswerEventKind.Sources:
                var sources = new SourcesEvent(query.Value, answerEvent.Sources!);
                writer.Write(id, "sources"u8, sources, JsonTypes.Of<SourcesEvent>());
                break;
            case AnswerEventKind.Delta:
                writer.WriteText(id, "delta"u8, TextMember, answerEvent.Text!);
                break;
            case AnswerEventKind.Citation:
                writer.Write(id, "citation"u8, answerEvent.Citation!, SseJson.Citation);
                break;
            case AnswerEventKind.Done:
                writer.Write(id, "done"u8, answerEvent.Answer!, SseJson.AnswerWithoutSources);
                break;
            default:
                Failure failure = answerEvent.Failure!;
                var error = new ErrorEvent(failure.Code, failure.Message, FailureStatus.IsRetryable(failure));
                writer.Write(id, "error"u8, error, JsonTypes.Of<ErrorEvent>());
                break;
        }
    }
}
