using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Rag.Pipeline;
using Rag.Stores.Http;

namespace Rag.Stores.Pinecone;

/// <summary>
/// The vendor's indexes of this installation. A project may have a handful of them only, so there is one for each
/// dimension and metric, named <c>prefix-metric-dimension</c>.
/// </summary>
internal sealed class PineconeHosts(PineconeConnection connection, PineconeOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private static readonly ImmutableDictionary<DistanceMetric, string> Metrics =
        ImmutableDictionary<DistanceMetric, string>.Empty
            .Add(DistanceMetric.Cosine, "cosine")
            .Add(DistanceMetric.Dot, "dotproduct")
            .Add(DistanceMetric.Euclidean, "euclidean");

    /// <summary>The indexes there are.</summary>
    public async Task<IReadOnlyList<PineconeHost>> ListAsync(CancellationToken cancellationToken)
    {
        if (options.Host is { } host) return [await DescribeAsync(host, cancellationToken)];
        PineconeAnswer answer = await connection.SendAsync(HttpMethod.Get, "indexes", null, cancellationToken);
        return StoreFailure.Reading(
            PineconeConnection.Vendor,
            answer.Json,
            json => json.GetProperty("indexes").EnumerateArray().Select(Read).OfType<PineconeHost>().ToList());
    }

    /// <summary>The index for settings, made if there is none; it answers.</summary>
    /// <exception cref="StoreException">Code <c>not_ready</c>, transient: it does not within the configured time. Code
    /// <c>unsupported_settings</c>: only one index is configured, and it is another.</exception>
    public async Task<PineconeHost> GetOrCreateAsync(
        VectorIndexSettings settings, CancellationToken cancellationToken)
    {
        long begun = clock.GetTimestamp();
        for (bool isAsked = false; ; isAsked = true)
        {
            IReadOnlyList<PineconeHost> hosts = await ListAsync(cancellationToken);
            PineconeHost? host = hosts.FirstOrDefault(one => one.Settings == settings);
            if (host is { IsReady: true }) return host;
            if (options.Host is not null)
            {
                throw new StoreException(
                    "unsupported_settings",
                    $"The configured Pinecone index takes {hosts[0].Settings}, not {settings}. Leave Pinecone:Host " +
                    "out, so that indexes are made as needed, or choose another embedding or metric.",
                    isTransient: false);
            }

            if (host is null && !isAsked) await CreateAsync(settings, cancellationToken);
            if (clock.GetElapsedTime(begun) >= options.VisibilityTimeout)
            {
                throw new StoreException(
                    "not_ready",
                    $"The Pinecone index '{NameOf(settings)}' does not answer " +
                    $"{options.VisibilityTimeout.TotalSeconds:0.#} s after it was made.",
                    isTransient: true);
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private async Task CreateAsync(VectorIndexSettings settings, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> body = JsonBody.Object(json =>
        {
            json.WriteString("name", NameOf(settings));
            json.WriteNumber("dimension", settings.Dimensions);
            json.WriteString("metric", Metrics[settings.Metric]);
            json.WriteStartObject("spec");
            json.WriteStartObject("serverless");
            json.WriteString("cloud", options.Cloud);
            json.WriteString("region", options.Region);
            json.WriteEndObject();
            json.WriteEndObject();
        });
        try
        {
            await connection.SendAsync(HttpMethod.Post, "indexes", body, cancellationToken);
        }
        catch (StoreException failure) when (failure.Code == "exists")
        {
            // Another silo was faster, or an attempt of ours whose answer was lost.
        }
    }

    private async Task<PineconeHost> DescribeAsync(Uri host, CancellationToken cancellationToken)
    {
        PineconeAnswer answer = await connection.SendAsync(
            host, HttpMethod.Post, "describe_index_stats", JsonBody.Object(_ => { }), cancellationToken);
        if (!answer.IsFound)
            throw new StoreException("not_configured", "There is no Pinecone index at the configured Host.", false);
        return StoreFailure.Reading(PineconeConnection.Vendor, answer.Json, json => new PineconeHost(
            host,
            new VectorIndexSettings(json.GetProperty("dimension").GetInt32(), Metric(json) ?? DistanceMetric.Cosine),
            IsReady: true));
    }

    /// <summary>Reads an index; <see langword="null"/> if it is not of this installation.</summary>
    private PineconeHost? Read(JsonElement json)
    {
        if (Metric(json) is not { } metric) return null;
        if (!json.TryGetProperty("dimension", out JsonElement dimension)
            || dimension.ValueKind != JsonValueKind.Number)
        {
            return null;
        }

        var settings = new VectorIndexSettings(dimension.GetInt32(), metric);
        if (json.GetProperty("name").GetString() != NameOf(settings)) return null;
        string host = json.GetProperty("host").GetString()!;
        // The vendor tells hosts without a scheme; an emulator's may have one.
        string url = host.Contains("://", StringComparison.Ordinal) ? host : $"{options.ControlUrl.Scheme}://{host}";
        return new PineconeHost(new Uri(url), settings, json.GetProperty("status").GetProperty("ready").GetBoolean());
    }

    private static DistanceMetric? Metric(JsonElement json)
    {
        string? name = json.TryGetProperty("metric", out JsonElement metric) ? metric.GetString() : null;
        foreach ((DistanceMetric ours, string theirs) in Metrics)
        {
            if (theirs == name) return ours;
        }

        return null;
    }

    private string NameOf(VectorIndexSettings settings) => string.Create(
        CultureInfo.InvariantCulture, $"{options.Prefix}-{Metrics[settings.Metric]}-{settings.Dimensions}");
}
