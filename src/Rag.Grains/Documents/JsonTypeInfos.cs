using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Rag.Grains.Documents;

/// <summary>Finds generated serialisers by type.</summary>
internal static class JsonTypeInfos
{
    public static JsonTypeInfo<T> TypeInfo<T>(this JsonSerializerOptions options) =>
        (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}
