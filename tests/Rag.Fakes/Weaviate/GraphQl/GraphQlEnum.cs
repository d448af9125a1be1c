using System.Text.Json.Nodes;

namespace Rag.Fakes.Weaviate.GraphQl;

/// <summary>
/// Bare words in JSON values: a one-member object, so that <c>operator:Equal</c> differs from <c>operator:"Equal"</c>.
/// </summary>
internal static class GraphQlEnum
{
    private const string Member = "$enum";

    public static JsonObject Of(string word) => new() { [Member] = word };

    /// <summary>The word; <see langword="null"/> if the value is none.</summary>
    public static string? Read(JsonNode? value) =>
        value is JsonObject { Count: 1 } json && json[Member] is JsonValue word ? word.GetValue<string>() : null;
}
