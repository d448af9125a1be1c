using System.Runtime.InteropServices;
using System.Text.Json;
using Rag.ModelProviders.Connections;
using Rag.ModelProviders.Embedding;

namespace Rag.ModelProviders.OpenAI;

/// <summary><c>POST /embeddings</c>.</summary>
internal sealed class OpenAIEmbeddingEndpoint(OpenAIServer server, string model) : IEmbeddingEndpoint
{
    public Task<EmbeddedBatch> EmbedAsync(
        IReadOnlyList<string> texts, int? dimensions, CancellationToken cancellationToken)
    {
        byte[] body = JsonBody.Write(json =>
        {
            json.WriteString("model", model);
            json.WriteStartArray("input");
            foreach (string text in texts) json.WriteStringValue(text);
            json.WriteEndArray();
            // A third of the bytes of decimal numbers. The official clients ask for it too, so servers know it or
            // ignore it.
            json.WriteString("encoding_format", "base64");
            if (dimensions is { } length) json.WriteNumber("dimensions", length);
        });
        return server.Connection.CallAsync(
            ModelRequest.Post(server.EmbeddingsUri(model), body),
            answer => Read(answer, texts.Count),
            cancellationToken);
    }

    /// <summary>Puts every vector at the place its index says: servers may answer in any order.</summary>
    private static EmbeddedBatch Read(JsonElement answer, int count)
    {
        if (!answer.TryGetProperty("data", out JsonElement data) || data.ValueKind != JsonValueKind.Array)
            throw new JsonException("There is no list 'data'.");
        int given = data.GetArrayLength();
        // Another number of vectors than of texts is kept as it is; whoever asked refuses it and says both numbers.
        var vectors = new float[]?[given];
        int position = 0;
        foreach (JsonElement item in data.EnumerateArray())
        {
            int index = item.TryGetProperty("index", out JsonElement named) ? named.GetInt32() : position;
            position++;
            if (given == count && (index < 0 || index >= count || vectors[index] is not null))
                throw new JsonException($"The index {index} is out of range or there twice.");
            vectors[given == count ? index : position - 1] = ReadVector(item.GetProperty("embedding"));
        }

        return new EmbeddedBatch(vectors, TokensOf(answer));
    }

    private static float[] ReadVector(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            byte[] bytes = value.GetBytesFromBase64();
            return bytes.Length % sizeof(float) == 0
                ? MemoryMarshal.Cast<byte, float>(bytes).ToArray()
                : throw new JsonException("A vector is not made of 4-byte numbers.");
        }

        float[] vector = new float[value.GetArrayLength()];
        int i = 0;
        foreach (JsonElement number in value.EnumerateArray())
            vector[i++] = number.ValueKind == JsonValueKind.Number ? number.GetSingle() : float.NaN;
        return vector;
    }

    private static int? TokensOf(JsonElement answer) =>
        answer.TryGetProperty("usage", out JsonElement usage) ? TokenCount.Read(usage, "prompt_tokens") : null;
}
