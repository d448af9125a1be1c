using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Rag.Pipeline.Structured;

/// <summary>The JSON that an answer is to be.</summary>
public sealed class AnswerFormat
{
    /// <summary>How often a model is asked: once, and once more with what was wrong.</summary>
    public const int MaxAttempts = 2;

    private const int MaxValueDepth = 64;
    private const string Fence = "```";

    private readonly JsonSchema? _schema;

    private AnswerFormat(JsonSchema? schema) => _schema = schema;

    /// <summary>What a provider is asked for that can hold its model to a format.</summary>
    public ChatResponseFormat ForProvider => _schema is null
        ? ChatResponseFormat.Json
        : ChatResponseFormat.ForJsonSchema(_schema.Root, "answer");

    /// <summary>What the model is told.</summary>
    public string Instructions => _schema is null
        ? "Answer with one JSON object and nothing else: no text around it, no source numbers."
        : "Answer with one JSON value and nothing else: no text around it, no source numbers. It must be valid by this "
            + $"JSON schema:\n{_schema.Root.GetRawText()}";

    /// <summary>What a model is told whose answer was not valid.</summary>
    public static string RepairRequest(string problem) =>
        $"That was not the JSON that was asked for: {problem} Send the corrected JSON and nothing else.";

    /// <summary>
    /// Reads a schema, or one of OpenAI's <c>response_format</c>: <c>{"type": "json_schema", "json_schema": {"schema":
    /// …}}</c>, <c>{"type": "json_object"}</c>, and <c>{"type": "text"}</c> for none.
    /// </summary>
    /// <param name="json">The format; <see langword="null"/> for none.</param>
    /// <param name="format"><see langword="null"/> for none.</param>
    /// <param name="problem">What is wrong, where, and the remedy.</param>
    public static bool TryRead(string? json, out AnswerFormat? format, [NotNullWhen(false)] out string? problem)
    {
        format = null;
        problem = null;
        if (json is null) return true;
        (string? kind, string? schemaText) = Unwrap(json);
        switch (kind)
        {
            case "text":
                return true;
            case "json_object":
                format = new AnswerFormat(null);
                return true;
            case "json_schema" when schemaText is null:
                problem = "'json_schema.schema' is missing.";
                return false;
        }

        if (!JsonSchema.TryRead(schemaText ?? json, out JsonSchema? schema, out problem)) return false;
        format = new AnswerFormat(schema);
        return true;
    }

    /// <summary>Takes the JSON out of what a model said; code fences around it are forgiven.</summary>
    /// <param name="said">The model's whole text.</param>
    /// <param name="json">The valid value, as the model wrote it.</param>
    /// <param name="problem">What is wrong and where, in words that the model can act on.</param>
    public bool TryTake(
        string said, [NotNullWhen(true)] out string? json, [NotNullWhen(false)] out string? problem)
    {
        json = null;
        string text = WithoutFence(said.Trim());
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions
            {
                MaxDepth = MaxValueDepth, AllowDuplicateProperties = false,
            });
            JsonElement value = document.RootElement;
            problem = _schema is not null ? _schema.FindProblem(value)
                : value.ValueKind == JsonValueKind.Object ? null
                : "It is not a JSON object.";
        }
        catch (JsonException)
        {
            problem = "It is not one JSON value.";
        }

        if (problem is null) json = text;
        return problem is null;
    }

    private static (string? Kind, string? Schema) Unwrap(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("type", out JsonElement type)
                || type.ValueKind != JsonValueKind.String
                || type.GetString() is not ("text" or "json_object" or "json_schema"))
            {
                return (null, null);
            }

            bool hasSchema = root.TryGetProperty("json_schema", out JsonElement named)
                & (named.ValueKind == JsonValueKind.Object);
            return (type.GetString(), hasSchema && named.TryGetProperty("schema", out JsonElement schema)
                ? schema.GetRawText()
                : null);
        }
        catch (JsonException)
        {
            // Whoever reads the schema says so.
            return (null, null);
        }
    }

    private static string WithoutFence(string text)
    {
        int line = text.IndexOf('\n', StringComparison.Ordinal);
        return text.StartsWith(Fence, StringComparison.Ordinal) && text.EndsWith(Fence, StringComparison.Ordinal)
            && line > 0 && line < text.Length - Fence.Length
                ? text[(line + 1)..^Fence.Length].Trim()
                : text;
    }
}
