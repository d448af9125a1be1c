using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Rag.ModelProviders.Chat;
using Rag.ModelProviders.Connections;

namespace Rag.ModelProviders.OpenAI;

/// <summary><c>POST /chat/completions</c>, streamed.</summary>
internal sealed class OpenAIChatEndpoint(OpenAIServer server, string model) : IChatEndpoint
{
    public async IAsyncEnumerable<ChatResponseUpdate> StreamAsync(
        IReadOnlyList<ChatMessage> messages,
        ChatOptions? options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ModelRequest request = ModelRequest.Post(server.ChatUri(model), Body(messages, options));
        await foreach (JsonElement chunk in server.Connection.ReadEventsAsync(request, cancellationToken))
        {
            if (Read(chunk) is { } update) yield return update;
        }
    }

    private byte[] Body(IReadOnlyList<ChatMessage> messages, ChatOptions? options) => JsonBody.Write(json =>
    {
        json.WriteString("model", model);
        json.WriteStartArray("messages");
        foreach (ChatMessage message in messages)
        {
            json.WriteStartObject();
            json.WriteString("role", message.Role.Value);
            json.WriteString("content", message.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("stream", true);
        json.WriteStartObject("stream_options");
        json.WriteBoolean("include_usage", true);
        json.WriteEndObject();
        if (options is not null) WriteOptions(json, options);
    });

    private void WriteOptions(Utf8JsonWriter json, ChatOptions options)
    {
        if (options.MaxOutputTokens is { } tokens)
            json.WriteNumber(server.SendsMaxCompletionTokens ? "max_completion_tokens" : "max_tokens", tokens);
        if (options.Temperature is { } temperature) json.WriteNumber("temperature", temperature);
        if (options.TopP is { } topP) json.WriteNumber("top_p", topP);
        if (options.Seed is { } seed) json.WriteNumber("seed", seed);
        if (options.StopSequences is { Count: > 0 } stops)
        {
            json.WriteStartArray("stop");
            foreach (string stop in stops) json.WriteStringValue(stop);
            json.WriteEndArray();
        }

        if (options.ResponseFormat is ChatResponseFormatJson format) WriteFormat(json, format);
    }

    private static void WriteFormat(Utf8JsonWriter json, ChatResponseFormatJson format)
    {
        json.WriteStartObject("response_format");
        json.WriteString("type", format.Schema is null ? "json_object" : "json_schema");
        if (format.Schema is { } schema)
        {
            json.WriteStartObject("json_schema");
            json.WriteString("name", format.SchemaName ?? "answer");
            if (format.SchemaDescription is { } description) json.WriteString("description", description);
            json.WritePropertyName("schema");
            schema.WriteTo(json);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>
    /// What one chunk says; <see langword="null"/> if nothing. The chunk with the usage has no choice, and some servers
    /// put the usage into the last one that has.
    /// </summary>
    private ChatResponseUpdate? Read(JsonElement chunk)
    {
        string? text = null;
        string? finish = null;
        if (chunk.TryGetProperty("choices", out JsonElement choices) && choices.ValueKind == JsonValueKind.Array
            && choices.GetArrayLength() > 0)
        {
            JsonElement choice = choices[0];
            finish = TextOf(choice, "finish_reason");
            if (choice.ValueKind == JsonValueKind.Object && choice.TryGetProperty("delta", out JsonElement delta))
                text = TextOf(delta, "content") ?? TextOf(delta, "refusal");
        }

        UsageDetails? usage = chunk.TryGetProperty("usage", out JsonElement counts) ? ReadUsage(counts) : null;
        if (string.IsNullOrEmpty(text) && string.IsNullOrEmpty(finish) && usage is null) return null;
        var update = new ChatResponseUpdate(ChatRole.Assistant, text)
        {
            ModelId = model,
            FinishReason = FinishReasons.Read(finish),
        };
        if (usage is not null) update.Contents.Add(new UsageContent(usage));
        return update;
    }

    private static UsageDetails? ReadUsage(JsonElement counts) =>
        TokenCount.Read(counts, "prompt_tokens") is { } input
            ? new UsageDetails
            {
                InputTokenCount = input, OutputTokenCount = TokenCount.Read(counts, "completion_tokens"),
            }
            : null;

    private static string? TextOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
