using System.Text.Json;
using Rag.Pipeline;
using Rag.Stores.Facts;
using Rag.Stores.Http;

namespace Rag.Stores.Weaviate;

/// <summary>
/// Writes objects. An answer of 200 tells the fate of each object by itself: what failed is sent again, alone.
/// </summary>
internal sealed class WeaviateBatch(WeaviateConnection connection, WeaviateOptions options, TimeProvider clock)
{
    /// <summary>Wished size of a request. The server knows no limit, but proxies do.</summary>
    private const int MaxBytes = 8_000_000;

    /// <summary>What an object cannot become right by sending it again.</summary>
    private static readonly string[] PermanentProblems =
    [
        "vector dimensions do not match", "vector lengths don't match", "max length exceeded", "invalid ",
        "no such prop", "not present in schema",
    ];

    /// <summary>Objects in one request, for vectors of a length.</summary>
    public int SizeFor(int dimensions) =>
        Math.Clamp(MaxBytes / ((12 * dimensions) + 2_000), 1, options.MaxBatchObjects);

    /// <summary>Writes objects of different ids.</summary>
    public async Task WriteAsync(
        WeaviateClass target, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken)
    {
        IReadOnlyList<VectorRecord> pending = records;
        for (int attempt = 1; ; attempt++)
        {
            Dictionary<string, string> problems = await SendAsync(target, pending, cancellationToken);
            if (problems.Count == 0) return;
            string? permanent = problems.Values.FirstOrDefault(problem =>
                PermanentProblems.Any(known => problem.Contains(known, StringComparison.Ordinal)));
            if (permanent is not null || attempt >= options.MaxAttempts)
            {
                throw new StoreException(
                    permanent?.Contains("vector", StringComparison.Ordinal) == true ? "dimension_mismatch" : "refused",
                    $"Weaviate did not store {problems.Count:N0} of {records.Count:N0} objects of {target.Index}: " +
                    $"'{permanent ?? problems.Values.First()}'.",
                    isTransient: permanent is null);
            }

            pending = [.. pending.Where(record => problems.ContainsKey(WeaviateNames.Object(record.Id)))];
            TimeSpan pause = RetryPause.Jittered(attempt, Random.Shared.NextDouble(), options.MaxRetryPause);
            await Task.Delay(pause, clock, cancellationToken);
        }
    }

    /// <summary>Sends objects once; tells why by the id of each that was not stored.</summary>
    private async Task<Dictionary<string, string>> SendAsync(
        WeaviateClass target, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> body = JsonBody.Object(json =>
        {
            json.WriteStartArray("objects");
            foreach (VectorRecord record in records) WriteObject(json, target, record);
            json.WriteEndArray();
        });
        JsonElement answer =
            await connection.SendAsync(HttpMethod.Post, "v1/batch/objects", body, cancellationToken) ?? default;
        var problems = records.ToDictionary(
            record => WeaviateNames.Object(record.Id), _ => "the answer does not mention it", StringComparer.Ordinal);
        return StoreFailure.Reading("Weaviate", answer, json =>
        {
            foreach (JsonElement item in json.EnumerateArray())
            {
                string id = item.GetProperty("id").GetString()!;
                JsonElement result = item.GetProperty("result");
                if (result.GetProperty("status").GetString() == "SUCCESS") problems.Remove(id);
                else if (problems.ContainsKey(id)) problems[id] = ReadProblem(result);
            }

            return problems;
        });
    }

    private static string ReadProblem(JsonElement result) =>
        result.TryGetProperty("errors", out JsonElement errors) && errors.ValueKind == JsonValueKind.Object
            ? string.Join("; ", errors.GetProperty("error").EnumerateArray()
                .Select(error => error.GetProperty("message").GetString()))
            : "no reason is given";

    private static void WriteObject(Utf8JsonWriter json, WeaviateClass target, VectorRecord record)
    {
        json.WriteStartObject();
        json.WriteString("class", target.Name);
        json.WriteString("id", WeaviateNames.Object(record.Id));
        json.WriteStartObject("properties");
        json.WriteString(WeaviateNames.Owner, WeaviateNames.Text(target.Index.ToString()));
        json.WriteString(WeaviateNames.Document, WeaviateNames.Text(record.Document.DocumentId));
        json.WriteString(WeaviateNames.Version, WeaviateNames.Ordered(record.Document.Version));
        json.WriteStartArray(WeaviateNames.Facts);
        foreach (string fact in FactTokens.Of(record.Metadata)) json.WriteStringValue(WeaviateNames.Text(fact));
        json.WriteEndArray();
        foreach ((string property, double? number, string? moment) in WeaviateNames.Ranges(record.Metadata))
        {
            if (number is { } value) json.WriteNumber(property, value);
            else json.WriteString(property, moment);
        }

        json.WriteEndObject();
        json.WriteStartArray("vector");
        foreach (float value in VectorInput.Check(record.Vector.Span, target.Settings, $"chunk {record.Id}"))
            json.WriteNumberValue(value);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
