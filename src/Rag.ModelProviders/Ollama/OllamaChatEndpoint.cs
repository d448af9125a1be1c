using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Rag.ModelProviders.Chat;
using Rag.ModelProviders.Connections;
using Rag.Pipeline;

namespace Rag.ModelProviders.Ollama;

/// <summary><c>POST /api/chat</c>, streamed.</summary>
internal sealed class OllamaChatEndpoint(OllamaServer server, string model) : IChatEndpoint
{
    public async IAsyncEnumerable<ChatResponseUpdate> StreamAsync(
        IReadOnlyList<ChatMessage> messages,
        ChatOptions? options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        byte[] body = Body(messages, options);
        IAsyncEnumerator<JsonElement> lines = server.StreamAsync("api/chat", body, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        try
        {
            bool any;
            try
            {
                any = await lines.MoveNextAsync();
            }
            catch (ModelException exception) when (exception.Code == "unknown_model")
            {
                await server.ProvideAsync(model, exception, cancellationToken);
                await lines.DisposeAsync();
                lines = server.StreamAsync("api/chat", body, cancellationToken).GetAsyncEnumerator(cancellationToken);
                any = await lines.MoveNextAsync();
            }

            for (; any; any = await lines.MoveNextAsync())
            {
                if (Read(lines.Current) is { } update) yield return update;
            }
        }
        finally
        {
            await lines.DisposeAsync();
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
        if (server.Options.KeepAlive is { } keepAlive) json.WriteString("keep_alive", keepAlive);
        if (options?.ResponseFormat is ChatResponseFormatJson format) WriteFormat(json, format);
        json.WriteStartObject("options");
        json.WriteNumber("num_ctx", server.Options.ContextTokens);
        if (options?.MaxOutputTokens is { } tokens) json.WriteNumber("num_predict", tokens);
        if (options?.Temperature is { } temperature) json.WriteNumber("temperature", temperature);
        if (options?.TopP is { } topP) json.WriteNumber("top_p", topP);
        if (options?.Seed is { } seed) json.WriteNumber("seed", seed);
        if (options?.StopSequences is { Count: > 0 } stops)
        {
            json.WriteStartArray("stop");
            foreach (string stop in stops) json.WriteStringValue(stop);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    });

    private static void WriteFormat(Utf8JsonWriter json, ChatResponseFormatJson format)
    {
        json.WritePropertyName("format");
        if (format.Schema is { } schema) schema.WriteTo(json);
        else json.WriteStringValue("json");
    }

    private ChatResponseUpdate? Read(JsonElement line)
    {
        string? text = line.TryGetProperty("message", out JsonElement message)
            && message.ValueKind == JsonValueKind.Object
            && message.TryGetProperty("content", out JsonElement content)
            && content.ValueKind == JsonValueKind.String
                ? content.GetString()
                : null;
        bool isDone = line.TryGetProperty("done", out JsonElement done) && done.ValueKind == JsonValueKind.True;
        if (string.IsNullOrEmpty(text) && !isDone) return null;
        var update = new ChatResponseUpdate(ChatRole.Assistant, text) { ModelId = model };
        if (!isDone) return update;
        string? reason = line.TryGetProperty("done_reason", out JsonElement why)
            && why.ValueKind == JsonValueKind.String
                ? why.GetString()
                : null;
        update.FinishReason = FinishReasons.Read(reason) ?? ChatFinishReason.Stop;
        // Counts of zero are left out, so a prompt that was cached has none.
        if (TokenCount.Read(line, "eval_count") is { } made)
        {
            update.Contents.Add(new UsageContent(new UsageDetails
            {
                InputTokenCount = TokenCount.Read(line, "prompt_eval_count"), OutputTokenCount = made,
            }));
        }

        return update;
    }
}
