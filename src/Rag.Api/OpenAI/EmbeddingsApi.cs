using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Rag.Api.Errors;
using Rag.Api.Json;
using Rag.Api.OpenApi;
using Rag.Api.RateLimiting;
using Rag.Api.Tenancy;
using Rag.Grains.Interfaces;

namespace Rag.Api.OpenAI;

/// <summary>Vectors of texts in OpenAI's shape, made by the embedding model of a collection.</summary>
internal static class EmbeddingsApi
{
    /// <summary>Maps <c>/embeddings</c>.</summary>
    public static void MapEmbeddings(this RouteGroupBuilder group) =>
        group.MapPost("/embeddings", EmbedAsync)
            .Takes<EmbeddingsBody>("""{"model":"rag/default","input":["holiday allowance"]}""")
            .Produces<EmbeddingsAnswer>().FailsAsOpenAI(400, 404, 413, 415, 429, 502, 504)
            .Describe(
                "createEmbeddings",
                "Embed texts as OpenAI's clients do",
                "With the embedding model of the collection `rag/<collection>`, so that the vectors can be compared "
                + "with its own. Counted as one query against the collection's rate limit.");

    private static async Task<IResult> EmbedAsync(
        HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        Outcome<EmbeddingsBody> read = await JsonBody.ReadAsync<EmbeddingsBody>(context.Request, cancellationToken);
        if (read.Failed(out Failure? malformed, out EmbeddingsBody? body)) return new Problem(malformed);
        if (ModelName.Read(body.Model, out Failure? unknown) is not { } collection) return new Problem(unknown!);
        if (Check(body) is { } problem) return new Problem(ApiFailures.Invalid(problem));
        if (TextsOf(body.Input) is not { } texts)
        {
            return new Problem(ApiFailures.Invalid(
                "'input' is neither a text nor a list of texts; token ids are not read."));
        }

        var request = new EmbeddingRequest(collection, texts, body.InputType == "query", body.Dimensions);
        Outcome<EmbeddingResult> made = await grains.Search(context.Tenant()).EmbedAsync(request, cancellationToken);
        if (made.Failed(out Failure? refused, out EmbeddingResult? result)) return new Problem(refused);
        RateLimitHeaders.Set(context.Response, result.Limit);
        bool isBase64 = body.EncodingFormat == "base64";
        return new JsonAnswer<EmbeddingsAnswer>(new EmbeddingsAnswer(
            "list",
            [.. result.Vectors.Select(
                (vector, index) => new EmbeddingItem("embedding", index, Write(vector, isBase64)))],
            body.Model!,
            new EmbeddingsUsage(result.Tokens, result.Tokens)));
    }

    private static string? Check(EmbeddingsBody body)
    {
        if (body.EncodingFormat is not (null or "float" or "base64"))
            return $"'encoding_format' is '{body.EncodingFormat}'; it is one of float, base64.";
        return body.InputType is not (null or "passage" or "query")
            ? $"'input_type' is '{body.InputType}'; it is one of passage, query."
            : null;
    }

    private static IReadOnlyList<string>? TextsOf(JsonElement? input) => input switch
    {
        { ValueKind: JsonValueKind.String } text => [text.GetString()!],
        { ValueKind: JsonValueKind.Array } list
            when list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            [.. list.EnumerateArray().Select(item => item.GetString()!)],
        _ => null,
    };

    private static RawJson Write(float[] vector, bool isBase64)
    {
        if (!isBase64)
        {
            return new RawJson(
                $"[{string.Join(',', vector.Select(value => value.ToString(CultureInfo.InvariantCulture)))}]");
        }

        byte[] bytes = new byte[vector.Length * sizeof(float)];
        for (int i = 0; i < vector.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), vector[i]);
        return new RawJson($"\"{Convert.ToBase64String(bytes)}\"");
    }
}
