using System.Text.Json;

namespace Rag.Stores.Pinecone;

/// <summary>Lists come in pages.</summary>
internal static class PineconePage
{
    /// <summary>The token of the next page; <see langword="null"/> after the last one.</summary>
    public static string? Next(JsonElement json) =>
        json.TryGetProperty("pagination", out JsonElement pagination) && pagination.ValueKind == JsonValueKind.Object
        && pagination.TryGetProperty("next", out JsonElement next) && next.GetString() is { Length: > 0 } token
            ? token
            : null;
}
