using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Rag.Fakes.Speaking;

namespace Rag.Fakes.OpenAI;

/// <summary><c>POST /v1/embeddings</c>.</summary>
internal static class OpenAIEmbeddingsRoute
{
    private const int MaxInputs = 2_048;
    private const int MaxTokens = 8_192;
    private const int MaxTokensPerRequest = 300_000;

    public static async Task InvokeAsync(HttpContext context, JsonElement body, Func<string?, string> check)
    {
        string model = check(Text(body, "model"));
        string[] texts = Inputs(body);
        int dimensions = Dimensions(body, model);
        bool base64 = Text(body, "encoding_format") switch
        {
            null or "float" => false,
            "base64" => true,
            _ => throw OpenAIFailure.WrongType("encoding_format", "one of 'float' or 'base64'"),
        };
        int tokens = texts.Sum(Speaker.Count);
        await context.Response.WriteAsJsonAsync(new
        {
            @object = "list",
            data = texts.Select((text, index) =>
            {
                float[] vector = WordVectors.Of(text, dimensions);
                object embedding = base64
                    ? Convert.ToBase64String(MemoryMarshal.AsBytes(vector.AsSpan()))
                    : vector;
                return new { @object = "embedding", index, embedding };
            }),
            model,
            usage = new { prompt_tokens = tokens, total_tokens = tokens },
        });
    }

    private static string[] Inputs(JsonElement body)
    {
        if (!body.TryGetProperty("input", out JsonElement input)) throw OpenAIFailure.Missing("input");
        string[] texts = input.ValueKind switch
        {
            JsonValueKind.String => [input.GetString()!],
            JsonValueKind.Array when input.GetArrayLength() > 0 && input[0].ValueKind == JsonValueKind.Number =>
                [Words(input)],
            JsonValueKind.Array => [.. input.EnumerateArray().Select(Words)],
            _ => throw OpenAIFailure.WrongType("input", "a string or an array"),
        };
        if (texts.Length is 0 or > MaxInputs)
        {
            throw new OpenAIFailure(
                400, $"Invalid 'input': array too long. Expected an array with 1 to {MaxInputs} items.", "input");
        }

        for (int i = 0; i < texts.Length; i++)
        {
            if (texts[i].Length == 0)
                throw new OpenAIFailure(400, $"Invalid 'input[{i}]': input cannot be an empty string.");
            if (Speaker.Count(texts[i]) > MaxTokens)
            {
                throw new OpenAIFailure(
                    400, $"Invalid 'input[{i}]': maximum input length is {MaxTokens} tokens.");
            }
        }

        int tokens = texts.Sum(Speaker.Count);
        return tokens <= MaxTokensPerRequest ? texts : throw new OpenAIFailure(
            400,
            $"Requested {tokens} tokens, max {MaxTokensPerRequest} tokens per request",
            null,
            "max_tokens_per_request",
            "max_tokens_per_request");
    }

    /// <summary>A text, or a text of numbers for token ids.</summary>
    private static string Words(JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.String => item.GetString()!,
        JsonValueKind.Array => string.Join(' ', item.EnumerateArray().Select(id => id.GetRawText())),
        _ => throw OpenAIFailure.WrongType("input", "strings or token ids"),
    };

    private static int Dimensions(JsonElement body, string model)
    {
        int whole = model switch
        {
            "text-embedding-3-large" => 3_072,
            "text-embedding-3-small" or "text-embedding-ada-002" => 1_536,
            _ => throw new OpenAIFailure(403, "You are not allowed to generate embeddings from this model"),
        };
        if (!body.TryGetProperty("dimensions", out JsonElement wanted)) return whole;
        if (model == "text-embedding-ada-002")
            throw new OpenAIFailure(400, "This model does not support specifying dimensions.");
        return wanted.TryGetInt32(out int count) && count >= 1 && count <= whole
            ? count
            : throw new OpenAIFailure(400, $"Invalid value for 'dimensions': must be 1 to {whole}.", "dimensions");
    }

    private static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
