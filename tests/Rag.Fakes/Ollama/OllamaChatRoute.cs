using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Rag.Fakes.Speaking;

namespace Rag.Fakes.Ollama;

/// <summary><c>POST /api/chat</c>, whole or streamed (the default).</summary>
internal sealed class OllamaChatRoute(Speaker speaker, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext context, JsonElement body, string model)
    {
        string[] messages = body.TryGetProperty("messages", out JsonElement list)
            ? [.. list.EnumerateArray().Select(message => message.GetProperty("content").GetString() ?? "")]
            : [];
        int? most = body.TryGetProperty("options", out JsonElement options)
            && options.TryGetProperty("num_predict", out JsonElement predict)
                ? predict.GetInt32()
                : null;
        IReadOnlyList<string> tokens = speaker.Answer(messages, most, out bool isCut);
        var end = new
        {
            total_duration = 5_000_000,
            load_duration = 1_000_000,
            prompt_eval_count = messages.Sum(Speaker.Count),
            prompt_eval_duration = 1_000_000,
            eval_count = tokens.Count,
            eval_duration = 3_000_000,
        };
        string reason = isCut ? "length" : "stop";
        if (body.TryGetProperty("stream", out JsonElement stream) && stream.ValueKind == JsonValueKind.False)
        {
            await context.Response.WriteAsJsonAsync(Line(model, string.Concat(tokens), reason, end));
            return;
        }

        context.Response.ContentType = "application/x-ndjson";
        if (await SpeakAsync(context, model, tokens)) await SendAsync(context, Line(model, "", reason, end));
    }

    /// <summary>One line of a stream.</summary>
    public static async Task SendAsync(HttpContext context, object line)
    {
        await context.Response.WriteAsync(JsonSerializer.Serialize(line) + "\n");
        await context.Response.Body.FlushAsync();
    }

    /// <summary>Whether it came to its end.</summary>
    private async Task<bool> SpeakAsync(HttpContext context, string model, IReadOnlyList<string> tokens)
    {
        Script script = speaker.Script;
        for (int i = 0; i < tokens.Count; i++)
        {
            if (script.TokenMilliseconds > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(script.TokenMilliseconds), clock, context.RequestAborted);
            if (i == script.SilentAfter) return false;
            if (i == script.BreakAfter)
            {
                context.Abort();
                return false;
            }

            if (i == script.ErrorAfter)
            {
                await SendAsync(context, new { error = "an error was encountered while running the model" });
                return false;
            }

            await SendAsync(context, new
            {
                model,
                created_at = clock.GetUtcNow(),
                message = new { role = "assistant", content = tokens[i] },
                done = false,
            });
        }

        return true;
    }

    private Dictionary<string, object> Line(string model, string text, string reason, object counts)
    {
        var line = new Dictionary<string, object>
        {
            ["model"] = model,
            ["created_at"] = clock.GetUtcNow(),
            ["message"] = new { role = "assistant", content = text },
            ["done"] = true,
            ["done_reason"] = reason,
        };
        foreach (JsonProperty count in JsonSerializer.SerializeToElement(counts).EnumerateObject())
            line[count.Name] = count.Value;
        return line;
    }
}
