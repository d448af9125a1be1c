using System.Text.Json.Nodes;

namespace Rag.Fakes.Weaviate.GraphQl;

/// <summary>An argument of a field.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Place">Where the name stands.</param>
/// <param name="Value">Its value as JSON; bare words are <see cref="GraphQlEnum"/>.</param>
/// <param name="ValuePlace">Where the value begins.</param>
internal sealed record GraphQlArgument(string Name, GraphQlPosition Place, JsonNode Value, GraphQlPosition ValuePlace)
{
    /// <summary>The value if it is an integer of 32 bits; <see langword="null"/> otherwise.</summary>
    public int? Integer => Value is JsonValue json && json.TryGetValue(out long number) && number == (int)number
        ? (int)number
        : null;

    /// <summary>The refusal of a value of another type.</summary>
    public GraphQlError Invalid(string expected) =>
        new($"Argument \"{Name}\" has invalid value {Value.ToJsonString()}.\nExpected {expected}.", ValuePlace);
}
