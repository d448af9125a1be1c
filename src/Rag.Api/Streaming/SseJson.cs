using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Rag.Grains.Interfaces;

namespace Rag.Api.Streaming;

/// <summary>The JSON of events.</summary>
internal static class SseJson
{
    /// <summary>
    /// Readable, and every line separator of Unicode escaped: some clients split lines at those, too.
    /// </summary>
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private static readonly JsonSerializerOptions Options = new(ContractJson.Default.Options)
    {
        Encoder = Encoder,
        TypeInfoResolver = ContractJson.Default.WithAddedModifier(LeaveOutSources),
    };

    /// <summary>The answer without its sources: they were sent first.</summary>
    public static JsonTypeInfo<Answer> AnswerWithoutSources { get; } = Of<Answer>();

    /// <summary>A citation.</summary>
    public static JsonTypeInfo<Citation> Citation { get; } = Of<Citation>();

    /// <summary>A document.</summary>
    public static JsonTypeInfo<DocumentInfo> Document { get; } = Of<DocumentInfo>();

    /// <summary>A re-index.</summary>
    public static JsonTypeInfo<ReindexInfo> Reindex { get; } = Of<ReindexInfo>();

    private static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    private static void LeaveOutSources(JsonTypeInfo type)
    {
        if (type.Type != typeof(Answer)) return;
        for (int i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i].Name == "sources") type.Properties.RemoveAt(i);
        }
    }
}
