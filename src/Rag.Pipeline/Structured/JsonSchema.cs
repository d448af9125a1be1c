using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Rag.Pipeline.Structured;

/// <summary>
/// A JSON schema whose every keyword is one that <see cref="SchemaCheck"/> judges, or that says nothing about validity.
/// Other keywords are refused rather than ignored: an answer must not pass for checked when it was not. <c>pattern</c>
/// is among them, as a caller's text is never run as a regular expression.
/// </summary>
public sealed class JsonSchema
{
    /// <summary>Longest schema, in characters.</summary>
    public const int MaxLength = 64 << 10;

    /// <summary>Most schemas in it, itself included.</summary>
    public const int MaxSchemas = 1_000;

    private const int MaxDepth = 48;

    private JsonSchema(JsonElement root) => Root = root;

    /// <summary>The schema as it was written.</summary>
    public JsonElement Root { get; }

    /// <summary>Reads a schema; <paramref name="problem"/> says what is wrong and where.</summary>
    /// <param name="json">The schema as JSON.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="problem">The reason, with the value and the limit.</param>
    public static bool TryRead(
        string json, [NotNullWhen(true)] out JsonSchema? schema, [NotNullWhen(false)] out string? problem)
    {
        schema = null;
        if (json.Length > MaxLength)
        {
            problem = $"the schema has {json.Length:N0} characters; the limit is {MaxLength:N0}.";
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            JsonElement root = document.RootElement.Clone();
            problem = new SchemaReading(root).FindProblem();
            schema = problem is null ? new JsonSchema(root) : null;
        }
        catch (JsonException)
        {
            problem = $"the schema is not JSON of at most {MaxDepth} levels.";
        }

        return problem is null;
    }

    /// <summary>What is wrong with a value, and where; <see langword="null"/> if nothing is.</summary>
    public string? FindProblem(JsonElement value) => new SchemaCheck(Root).FindProblem(value);
}
