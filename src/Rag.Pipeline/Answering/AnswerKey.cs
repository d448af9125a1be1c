using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Rag.Pipeline.Models;
using Rag.Pipeline.Prompting;
using Rag.Pipeline.Retrieval;

namespace Rag.Pipeline.Answering;

/// <summary>Digests of what an answer rests on.</summary>
internal static class AnswerKey
{
    /// <summary>Of a prompt: the same text to the same model, from the same passages, with the same settings.</summary>
    public static string Of(AnswerRequest request, Prompt prompt, ChatModel model) => Digest(json =>
    {
        WriteSettings(json, request, prompt, model);
        foreach (ChatMessage message in prompt.Messages)
        {
            json.WriteStringValue(message.Role.Value);
            json.WriteStringValue(message.Text);
        }

        foreach (Passage source in prompt.Sources) WriteSource(json, source);
    });

    /// <summary>
    /// Of a prompt without its question: the same passages in any order, as another wording may order them otherwise.
    /// </summary>
    public static string OfAllButTheQuestion(AnswerRequest request, Prompt prompt, ChatModel model) => Digest(json =>
    {
        WriteSettings(json, request, prompt, model);
        json.WriteStringValue(prompt.Messages[0].Text);
        foreach (Passage source in prompt.Sources.OrderBy(source => source.Chunk.Id.ToString(), StringComparer.Ordinal))
        {
            WriteSource(json, source);
            json.WriteStringValue(source.Reading);
        }
    });

    private static void WriteSettings(Utf8JsonWriter json, AnswerRequest request, Prompt prompt, ChatModel model)
    {
        json.WriteStringValue(model.Name);
        foreach (RetrievalTarget target in request.Retrieval.Targets) json.WriteStringValue(target.Index.ToString());
        json.WriteStringValue($"{prompt.Options.Temperature:R}/{prompt.Options.MaxOutputTokens}");
        json.WriteBooleanValue(request.Format is not null);
    }

    private static void WriteSource(Utf8JsonWriter json, Passage source)
    {
        json.WriteStringValue(source.Chunk.Document.DocumentId);
        json.WriteStringValue(source.Chunk.Id.ToString());
        json.WriteNumberValue(source.Chunk.Document.Version);
    }

    private static string Digest(Action<Utf8JsonWriter> write)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartArray();
            write(json);
            json.WriteEndArray();
        }

        return Convert.ToHexString(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length)));
    }
}
