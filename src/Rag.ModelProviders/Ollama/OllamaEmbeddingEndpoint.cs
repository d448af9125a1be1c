using System.Text.Json;
using Rag.ModelProviders.Connections;
using Rag.ModelProviders.Embedding;
using Rag.Pipeline;

namespace Rag.ModelProviders.Ollama;

/// <summary><c>POST /api/embed</c>.</summary>
internal sealed class OllamaEmbeddingEndpoint(OllamaServer server, string model) : IEmbeddingEndpoint
{
    public async Task<EmbeddedBatch> EmbedAsync(
        IReadOnlyList<string> texts, int? dimensions, CancellationToken cancellationToken)
    {
        byte[] body = JsonBody.Write(json =>
        {
            json.WriteString("model", model);
            json.WriteStartArray("input");
            foreach (string text in texts) json.WriteStringValue(text);
            json.WriteEndArray();
            // By default the server cuts long texts and says nothing; the document's warnings are to say it.
            json.WriteBoolean("truncate", false);
            if (dimensions is { } length) json.WriteNumber("dimensions", length);
            if (server.Options.KeepAlive is { } keepAlive) json.WriteString("keep_alive", keepAlive);
        });
        try
        {
            return await server.CallAsync("api/embed", body, Read, cancellationToken);
        }
        catch (ModelException exception) when (exception.Code == "unknown_model")
        {
            await server.ProvideAsync(model, exception, cancellationToken);
            return await server.CallAsync("api/embed", body, Read, cancellationToken);
        }
    }

    private static EmbeddedBatch Read(JsonElement answer) => new(
        [
            .. answer.GetProperty("embeddings").EnumerateArray().Select(vector => vector.EnumerateArray()
                .Select(value => value.ValueKind == JsonValueKind.Number ? value.GetSingle() : float.NaN)
                .ToArray()),
        ],
        TokenCount.Read(answer, "prompt_eval_count"));
}
