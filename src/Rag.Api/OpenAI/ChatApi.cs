using Rag.Api.Errors;
using Rag.Api.Json;
using Rag.Api.OpenApi;
using Rag.Api.Queries;
using Rag.Grains.Interfaces;

namespace Rag.Api.OpenAI;

/// <summary>Questions in OpenAI's shape.</summary>
internal static class ChatApi
{
    private const string Example =
        """{"model":"rag/default","messages":[{"role":"user","content":"How many days of holiday are there?"}]}""";

    /// <summary>Maps <c>/chat/completions</c>.</summary>
    public static void MapChat(this RouteGroupBuilder group) =>
        group.MapPost("/chat/completions", AskAsync).Takes<ChatCompletionBody>(Example)
            .Produces<ChatCompletion>().FailsAsOpenAI(400, 404, 413, 415, 429, 502, 504)
            .Describe(
                "createChatCompletion",
                "Ask a collection as OpenAI's clients do",
                "`model` is `rag/<collection>`; the last message is the question, system messages instruct the chat "
                + "model further. `rag` takes members of the body of `/query`; the answer's `rag` has sources, "
                + "citations and the rest of what `/query` tells. With `stream: true` the chunks of OpenAI's streams; "
                + "the first has `rag.sources`, the last with a choice the rest of `rag`. Errors have OpenAI's shape.");

    private static async Task<IResult> AskAsync(
        HttpContext context, Asking asking, TimeProvider time, CancellationToken cancellationToken)
    {
        Outcome<ChatCompletionBody> read =
            await JsonBody.ReadAsync<ChatCompletionBody>(context.Request, cancellationToken);
        if (read.Failed(out Failure? malformed, out ChatCompletionBody? body)) return new Problem(malformed);
        if (ChatCompletionReader.Read(body).Failed(out Failure? invalid, out QueryRequest? question))
            return new Problem(invalid);
        string model = body.Model!;
        long created = time.GetUtcNow().ToUnixTimeSeconds();
        bool withUsage = body.StreamOptions?.IncludeUsage ?? false;
        return body.Stream == true
            ? await asking.StreamAsync(context, question, id => new ChatFrames(id, model, created, withUsage))
            : await asking.AnswerAsync(
                context,
                question,
                answer => new JsonAnswer<ChatCompletion>(ChatCompletion.Of(answer, model, created)),
                cancellationToken);
    }
}
