#if ORLEANS_PACKAGES
using System.Text.Json;
using Orleans.Storage;

namespace Rag.Hosting.Orleans;

/// <summary>Grain states as JSON, in the same form as <see cref="SqliteGrainStorage"/> writes.</summary>
internal sealed class StateSerializer : IGrainStorageSerializer
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.General);

    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, Json));

    public T? Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input.ToMemory().Span, Json);
}
#endif
