using System.Text.Json;

namespace Rag.Api.Tests.Streaming;

/// <summary>A server-sent event as it came.</summary>
internal sealed record ServerEvent(string? Id, string? Name, string Data)
{
    public JsonElement Json => JsonDocument.Parse(Data).RootElement;
}
