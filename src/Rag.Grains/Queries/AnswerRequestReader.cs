using Rag.Grains.Interfaces;
using Rag.Pipeline.Answering;
using Rag.Pipeline.Models;
using Rag.Pipeline.Retrieval;
using Rag.Pipeline.Structured;

namespace Rag.Grains.Queries;

/// <summary>
/// Judges a question and completes it with defaults. Where to search is added once its collections have admitted it,
/// and what was said before once its conversation has.
/// </summary>
internal sealed class AnswerRequestReader(SearchRequestReader searches, IChatModels models)
{
    private const int MaxAnswerTokens = 32_000;
    private const int MaxInstructions = 8_000;

    public Outcome<AnswerRequest> Read(QueryRequest request)
    {
        Outcome<RetrievalRequest> read = searches.Read(request.Search, isForAnswer: true);
        if (read.Failed(out Failure? invalid, out RetrievalRequest? wanted)) return invalid;
        if (Check(request) is { } problem) return Failures.Invalid(problem);
        if (!AnswerFormat.TryRead(request.ResponseFormat?.Text, out AnswerFormat? format, out string? unreadable))
            return Failures.Invalid($"'response_format': {unreadable}", "invalid_response_format");
        if (format is not null && models.Answering is { IsBuiltIn: true } model)
        {
            return Failures.Invalid(
                $"'response_format' needs a chat model that writes; the answerer '{model.Name}' is built in and only "
                + "quotes. Configure one (Rag:Models:ChatProvider), or leave it out.",
                "not_supported");
        }

        return new AnswerRequest
        {
            Question = wanted.Texts[0],
            Retrieval = wanted,
            AnswerWithoutContext = request.OnNoContext == "answer",
            Temperature = (float?)request.Temperature,
            MaxTokens = request.MaxTokens,
            Instructions = request.Instructions,
            Format = format,
        };
    }

    private static string? Check(QueryRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Search.Query)) return "'question' is empty; send some text.";
        if (request.OnNoContext is not (null or "refuse" or "answer"))
        {
            return $"'on_no_context' is '{request.OnNoContext}'; it is one of refuse, answer.";
        }

        if (request.Temperature is < 0 or > 2 || request.Temperature is { } t && !double.IsFinite(t))
        {
            return $"'temperature' is {request.Temperature}; it must be 0..2.";
        }

        if (request.Instructions?.Length > MaxInstructions)
        {
            return $"The instructions have {request.Instructions.Length:N0} characters; the limit is "
                + $"{MaxInstructions:N0}.";
        }

        return request.MaxTokens is < 1 or > MaxAnswerTokens
            ? $"'max_tokens' is {request.MaxTokens:N0}; it must be 1..{MaxAnswerTokens:N0}."
            : null;
    }
}
