using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Rag.Fakes.Speaking;

namespace Rag.Fakes.OpenAI;

/// <summary><c>POST /v1/chat/completions</c>, whole or streamed.</summary>
internal sealed class OpenAIChatRoute(Speaker speaker, TimeProvider clock, Func<string?, string> check)
{
    private const int ContextTokens = 128_000;

    private readonly string _id = $"chatcmpl-{Guid.NewGuid():n}";
    private readonly long _created = clock.GetUtcNow().ToUnixTimeSeconds();

    public async Task InvokeAsync(HttpContext context, JsonElement body)
    {
        string model = check(
            Member(body, "model") is { ValueKind: JsonValueKind.String } name ? name.GetString() : null);
        string[] messages = Messages(body);
        int promptTokens = messages.Sum(Speaker.Count) + (4 * messages.Length);
        if (promptTokens > ContextTokens)
        {
            throw new OpenAIFailure(
                400,
                $"This model's maximum context length is {ContextTokens} tokens. However, your messages resulted in " +
                $"{promptTokens} tokens. Please reduce the length of the messages.",
                "messages",
                "context_length_exceeded");
        }

        if (Number(body, "temperature") is < 0 or > 2)
            throw new OpenAIFailure(400, "Invalid 'temperature': expected a value from 0 to 2.", "temperature");
        int? most = (int?)(Number(body, "max_completion_tokens") ?? Number(body, "max_tokens"));
        IReadOnlyList<string> tokens = speaker.Answer(messages, most, out bool isCut);
        var usage = new
        {
            prompt_tokens = promptTokens, completion_tokens = tokens.Count, total_tokens = promptTokens + tokens.Count,
        };
        string finish = isCut ? "length" : "stop";
        if (Member(body, "stream") is { ValueKind: JsonValueKind.True })
        {
            bool withUsage = Member(body, "stream_options") is { ValueKind: JsonValueKind.Object } options
                && Member(options, "include_usage") is { ValueKind: JsonValueKind.True };
            await StreamAsync(context, model, tokens, finish, withUsage ? usage : null);
            return;
        }

        await context.Response.WriteAsJsonAsync(new
        {
            id = _id,
            @object = "chat.completion",
            created = _created,
            model,
            choices = new[]
            {
                new
                {
                    index = 0,
                    message = new { role = "assistant", content = string.Concat(tokens), refusal = (string?)null },
                    logprobs = (object?)null,
                    finish_reason = finish,
                },
            },
            usage,
            system_fingerprint = "fp_fake",
        });
    }

    private async Task StreamAsync(
        HttpContext context, string model, IReadOnlyList<string> tokens, string finish, object? usage)
    {
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        Script script = speaker.Script;
        await SendAsync(context, Chunk(model, new { role = "assistant", content = "", refusal = (string?)null }, null));
        for (int i = 0; i < tokens.Count; i++)
        {
            if (script.TokenMilliseconds > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(script.TokenMilliseconds), clock, context.RequestAborted);
            if (i == script.SilentAfter) return;
            if (i == script.BreakAfter)
            {
                context.Abort();
                return;
            }

            if (i == script.ErrorAfter)
            {
                await SendAsync(context, new OpenAIFailure(
                    500, "The server had an error while processing your request.", type: "server_error").Body);
                return;
            }

            await SendAsync(context, Chunk(model, new { content = tokens[i] }, null));
        }

        await SendAsync(context, Chunk(model, new { }, finish));
        if (usage is not null)
        {
            await SendAsync(context, new
            {
                id = _id,
                @object = "chat.completion.chunk",
                created = _created,
                model,
                system_fingerprint = "fp_fake",
                choices = Array.Empty<object>(),
                usage,
            });
        }

        await context.Response.WriteAsync("data: [DONE]\n\n");
    }

    private object Chunk(string model, object delta, string? finish) => new
    {
        id = _id,
        @object = "chat.completion.chunk",
        created = _created,
        model,
        system_fingerprint = "fp_fake",
        choices = new[] { new { index = 0, delta, logprobs = (object?)null, finish_reason = finish } },
    };

    private static async Task SendAsync(HttpContext context, object data)
    {
        await context.Response.WriteAsync($"data: {JsonSerializer.Serialize(data)}\n\n");
        await context.Response.Body.FlushAsync();
    }

    private static string[] Messages(JsonElement body)
    {
        if (Member(body, "messages") is not { } list) throw OpenAIFailure.Missing("messages");
        if (list.ValueKind != JsonValueKind.Array) throw OpenAIFailure.WrongType("messages", "an array of objects");
        if (list.GetArrayLength() == 0)
        {
            throw new OpenAIFailure(
                400, "Invalid 'messages': empty array. Expected an array with minimum length 1.", "messages",
                "empty_array");
        }

        return [.. list.EnumerateArray().Select(ContentOf)];
    }

    private static string ContentOf(JsonElement message)
    {
        if (Member(message, "role") is null) throw OpenAIFailure.Missing("messages[0].role");
        return Member(message, "content") switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString()!,
            { ValueKind: JsonValueKind.Array } parts => string.Concat(parts.EnumerateArray()
                .Select(part => Member(part, "text")?.GetString())),
            _ => throw OpenAIFailure.WrongType("messages[0].content", "a string or an array of parts"),
        };
    }

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value : null;

    private static double? Number(JsonElement body, string name) => Member(body, name) switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.Number } number => number.GetDouble(),
        _ => throw OpenAIFailure.WrongType(name, "a number"),
    };
}
