using System.Text.Json;

namespace Rag.ModelProviders.Connections;

/// <summary>Counts of tokens, which are billed: a server's word for them has limits.</summary>
internal static class TokenCount
{
    /// <summary>Far above the context of any model.</summary>
    private const int Max = 10_000_000;

    /// <summary>The count, 0..10,000,000; <see langword="null"/> if it is missing or no number.</summary>
    public static int? Read(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetDouble(out double count)
            ? (int)Math.Clamp(count, 0, Max)
            : null;
}
