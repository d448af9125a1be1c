using System.Text.Json;
using Rag.Pipeline;
using Rag.Stores.Http;

namespace Rag.Stores.Weaviate;

/// <summary>
/// Deletes by filter. One call of the server's deletes a limited number (<c>QUERY_MAXIMUM_RESULTS</c>) and tells how
/// many match, so it is repeated until what matched is gone.
/// </summary>
internal sealed class WeaviateDeletion(
    WeaviateConnection connection, WeaviateClasses classes, WeaviateOptions options, TimeProvider clock)
{
    /// <summary>Calls of one deletion: enough for ten million objects, and an end where others keep writing.</summary>
    private const int MaxCalls = 1_000;

    /// <summary>Deletes what matches; an unknown index is ignored.</summary>
    public async Task DeleteAsync(IndexId index, string className, Where where, CancellationToken cancellationToken)
    {
        int stalled = 0;
        for (int calls = 1; await CallAsync(index, className, where, cancellationToken) is { } done; calls++)
        {
            if (done.Successful >= done.Matches) return;
            stalled = done.Successful == 0 ? stalled + 1 : 0;
            if (stalled >= options.MaxAttempts || calls >= MaxCalls)
            {
                throw new StoreException(
                    "unavailable",
                    $"Weaviate has not deleted {done.Matches - done.Successful:N0} objects of {index} after " +
                    $"{calls:N0} calls.",
                    isTransient: true);
            }

            if (stalled == 0) continue;
            TimeSpan pause = RetryPause.Jittered(stalled, Random.Shared.NextDouble(), options.MaxRetryPause);
            await Task.Delay(pause, clock, cancellationToken);
        }
    }

    /// <summary>One call; <see langword="null"/> if there is no class.</summary>
    private async Task<(long Matches, long Successful)?> CallAsync(
        IndexId index, string className, Where where, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> body = JsonBody.Object(json =>
        {
            json.WriteStartObject("match");
            json.WriteString("class", className);
            json.WritePropertyName("where");
            WhereText.WriteJson(json, where);
            json.WriteEndObject();
            json.WriteString("output", "minimal");
        });
        JsonElement answer;
        try
        {
            answer = await connection.SendAsync(HttpMethod.Delete, "v1/batch/objects", body, cancellationToken)
                ?? default;
        }
        catch (StoreException failure) when (failure.Code == "refused")
        {
            if (await classes.ReadAsync(index, cancellationToken) is null) return null;
            throw;
        }

        return StoreFailure.Reading("Weaviate", answer, json =>
        {
            JsonElement results = json.GetProperty("results");
            return (results.GetProperty("matches").GetInt64(), results.GetProperty("successful").GetInt64());
        });
    }
}
