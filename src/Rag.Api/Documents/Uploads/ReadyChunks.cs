using System.Text.Json;
using Rag.Api.Errors;
using Rag.Grains.Interfaces;

namespace Rag.Api.Documents.Uploads;

/// <summary>
/// Judges <c>chunks[]</c> before it is accepted: wrong types are malformed, wrong values are unprocessable.
/// </summary>
internal static class ReadyChunks
{
    private const int MaxChunks = 10_000;
    private const string ExternalProvider = "external";

    private static readonly string[] Members = ["text", "metadata", "page", "section", "vector"];

    /// <summary>What is wrong with the list; <see langword="null"/> if nothing.</summary>
    public static Failure? Judge(JsonElement chunks, EmbeddingChoice embedding)
    {
        if (chunks.ValueKind != JsonValueKind.Array) return Malformed("'chunks' is a list.");
        int count = chunks.GetArrayLength();
        if (count is < 1 or > MaxChunks)
        {
            return ApiFailures.Invalid(
                $"'chunks' has {count:N0} entries; it must have 1..{MaxChunks:N0}.", "invalid_chunks");
        }

        int index = 0;
        int vectors = 0;
        foreach (JsonElement chunk in chunks.EnumerateArray())
        {
            if (JudgeOne(chunk, $"chunks[{index++}]", embedding, ref vectors) is { } failure) return failure;
        }

        if (vectors > 0 && vectors < count)
        {
            return ApiFailures.Invalid(
                $"{vectors:N0} of {count:N0} chunks have a 'vector'; all or none must.", "invalid_vector");
        }

        return vectors == 0 && embedding.Provider == ExternalProvider
            ? ApiFailures.Invalid(
                "The collection's embedding provider is 'external': every chunk needs a 'vector'.", "invalid_vector")
            : null;
    }

    private static Failure? JudgeOne(JsonElement chunk, string name, EmbeddingChoice embedding, ref int vectors)
    {
        if (chunk.ValueKind != JsonValueKind.Object) return Malformed($"'{name}' is an object.");
        foreach (JsonProperty member in chunk.EnumerateObject())
        {
            if (!Members.Contains(member.Name))
            {
                return ApiFailures.Invalid(
                    $"'{name}' has a member '{member.Name}'; it may have {string.Join(", ", Members)}.",
                    "invalid_chunks");
            }
        }

        return JudgeText(chunk, name) ?? JudgePlace(chunk, name) ?? JudgeVector(chunk, name, embedding, ref vectors);
    }

    private static Failure? JudgeText(JsonElement chunk, string name)
    {
        if (!chunk.TryGetProperty("text", out JsonElement text))
            return ApiFailures.Invalid($"'{name}.text' is missing.", "invalid_chunks");
        if (text.ValueKind != JsonValueKind.String) return Malformed($"'{name}.text' is a string.");
        try
        {
            return string.IsNullOrWhiteSpace(text.GetString())
                ? ApiFailures.Invalid($"'{name}.text' is blank; leave the chunk out.", "invalid_chunks")
                : null;
        }
        catch (InvalidOperationException)
        {
            // JSON can escape half a surrogate pair, which is no text.
            return Malformed($"'{name}.text' holds half a surrogate pair.");
        }
    }

    private static Failure? JudgePlace(JsonElement chunk, string name)
    {
        if (chunk.TryGetProperty("page", out JsonElement page) && page.ValueKind != JsonValueKind.Null)
        {
            if (page.ValueKind != JsonValueKind.Number) return Malformed($"'{name}.page' is a number.");
            if (!page.TryGetInt32(out int number) || number < 1)
            {
                return ApiFailures.Invalid(
                    $"'{name}.page' is {page.GetRawText()}; pages are whole and count from 1.", "invalid_chunks");
            }
        }

        if (chunk.TryGetProperty("section", out JsonElement section)
            && section.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
        {
            return Malformed($"'{name}.section' is a string.");
        }

        return chunk.TryGetProperty("metadata", out JsonElement metadata)
            && metadata.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null)
            ? Malformed($"'{name}.metadata' is an object.")
            : null;
    }

    private static Failure? JudgeVector(JsonElement chunk, string name, EmbeddingChoice embedding, ref int vectors)
    {
        if (!chunk.TryGetProperty("vector", out JsonElement vector) || vector.ValueKind == JsonValueKind.Null)
            return null;
        if (vector.ValueKind != JsonValueKind.Array) return Malformed($"'{name}.vector' is a list of numbers.");
        vectors++;
        int length = vector.GetArrayLength();
        if (length != embedding.Dimensions)
        {
            return ApiFailures.Invalid(
                $"'{name}.vector' has {length:N0} values; the collection has {embedding.Dimensions:N0} dimensions.",
                "invalid_vector");
        }

        foreach (JsonElement value in vector.EnumerateArray())
        {
            if (value.ValueKind != JsonValueKind.Number) return Malformed($"'{name}.vector' is a list of numbers.");
            if (!value.TryGetSingle(out float number) || !float.IsFinite(number))
            {
                return ApiFailures.Invalid(
                    $"'{name}.vector' has the value {value.GetRawText()}, which is not finite.", "invalid_vector");
            }
        }

        return null;
    }

    private static Failure Malformed(string message) => ApiFailures.Malformed(message, "malformed_json");
}
