using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Rag.Grains.Interfaces;

namespace Rag.Api.Json;

/// <summary>The generated descriptions of every type that HTTP reads and writes.</summary>
internal static class JsonTypes
{
    /// <summary>
    /// How bodies are read and answers written. Nesting is not limited here: typed members bound the depth that is
    /// recursed into, unknown members are skipped and raw members are judged by whoever reads them, who then can say
    /// 422.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = new(ApiJson.Default.Options)
    {
        AllowDuplicateProperties = false,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = int.MaxValue,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(ApiJson.Default, ContractJson.Default),
    };

    /// <summary>The description of a type.</summary>
    public static JsonTypeInfo<T> Of<T>() => Known<T>.Value;

    /// <summary>Looked up once for each type.</summary>
    private static class Known<T>
    {
        public static readonly JsonTypeInfo<T> Value = (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
    }
}
