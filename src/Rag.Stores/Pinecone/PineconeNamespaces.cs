using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Rag.Pipeline;
using Rag.Stores.Http;

namespace Rag.Stores.Pinecone;

/// <summary>
/// Our indexes, each a namespace of the vendor's index for its dimension and metric. Where one was found is trusted for
/// a short while only, because another silo may drop it and make it again elsewhere.
/// </summary>
internal sealed class PineconeNamespaces(
    PineconeConnection connection, PineconeHosts hosts, PineconeOptions options, TimeProvider clock)
{
    private static readonly TimeSpan TrustedFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<IndexId, (PineconeHost Host, long At)> _known = new();

    /// <summary>The namespace of an index.</summary>
    public string NameOf(IndexId index) => IndexNames.Of(options.Prefix, index);

    /// <summary>Where an index is, as lately seen.</summary>
    /// <exception cref="StoreException">Code <c>unknown_index</c>.</exception>
    public async Task<PineconeHost> GetAsync(IndexId index, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(index, out (PineconeHost Host, long At) known)
            && clock.GetElapsedTime(known.At) < TrustedFor)
        {
            return known.Host;
        }

        return await FindAsync(index, cancellationToken) ?? throw Unknown(index);
    }

    /// <summary>Where an index is now; <see langword="null"/> if it is nowhere.</summary>
    public async Task<PineconeHost?> FindAsync(IndexId index, CancellationToken cancellationToken)
    {
        foreach (PineconeHost host in await hosts.ListAsync(cancellationToken))
        {
            if (!host.IsReady || !await ExistsAsync(host, index, cancellationToken)) continue;
            _known[index] = (host, clock.GetTimestamp());
            return host;
        }

        _known.TryRemove(index, out _);
        return null;
    }

    /// <summary>Makes an index, or finds it made for the same.</summary>
    public async Task CreateAsync(IndexId index, VectorIndexSettings settings, CancellationToken cancellationToken)
    {
        if (await FindAsync(index, cancellationToken) is { } made)
        {
            if (made.Settings == settings) return;
            throw new StoreException(
                "conflict", $"The index {index} exists with {made.Settings}, not with {settings}.", isTransient: false);
        }

        PineconeHost host = await hosts.GetOrCreateAsync(settings, cancellationToken);
        ReadOnlyMemory<byte> body = JsonBody.Object(json => json.WriteString("name", NameOf(index)));
        try
        {
            await connection.SendAsync(host.Url, HttpMethod.Post, "namespaces", body, cancellationToken);
        }
        catch (StoreException failure) when (failure.Code == "exists")
        {
            // Another caller was faster, or an attempt of ours whose answer was lost.
        }

        await WaitAsync(index, isThere: true, cancellationToken);
    }

    /// <summary>Removes an index, and returns when it is gone.</summary>
    public async Task DropAsync(IndexId index, CancellationToken cancellationToken)
    {
        if (await FindAsync(index, cancellationToken) is not { } host) return;
        await connection.SendAsync(host.Url, HttpMethod.Delete, PathOf(index), null, cancellationToken);
        await WaitAsync(index, isThere: false, cancellationToken);
    }

    /// <summary>The indexes of this installation.</summary>
    public async Task<IReadOnlyList<IndexId>> ListAsync(CancellationToken cancellationToken)
    {
        var found = new List<IndexId>();
        foreach (PineconeHost host in await hosts.ListAsync(cancellationToken))
        {
            for (string? page = ""; host.IsReady && page is not null;)
            {
                string path = $"namespaces?limit=100&prefix={options.Prefix}.{page}";
                PineconeAnswer answer =
                    await connection.SendAsync(host.Url, HttpMethod.Get, path, null, cancellationToken);
                page = StoreFailure.Reading(PineconeConnection.Vendor, answer.Json, json => ReadPage(json, found));
            }
        }

        return found;
    }

    /// <summary>About how many vectors an index has: the vendor's figure lags behind.</summary>
    public async Task<long> ReadCountAsync(
        PineconeHost host, IndexId index, CancellationToken cancellationToken)
    {
        PineconeAnswer answer =
            await connection.SendAsync(host.Url, HttpMethod.Get, PathOf(index), null, cancellationToken);
        if (!answer.IsFound) return 0;
        // As protobuf has it, 64-bit integers may come as texts; and 0 may be left out.
        return StoreFailure.Reading(PineconeConnection.Vendor, answer.Json, json =>
            !json.TryGetProperty("record_count", out JsonElement count) ? 0
            : count.ValueKind == JsonValueKind.String
                ? long.Parse(count.GetString()!, NumberStyles.None, CultureInfo.InvariantCulture)
                : count.GetInt64());
    }

    /// <summary>The failure of a call on an index that is not there.</summary>
    public StoreException Unknown(IndexId index)
    {
        _known.TryRemove(index, out _);
        return new StoreException("unknown_index", $"There is no index {index} in Pinecone.", isTransient: false);
    }

    private string PathOf(IndexId index) => $"namespaces/{Uri.EscapeDataString(NameOf(index))}";

    private async Task<bool> ExistsAsync(PineconeHost host, IndexId index, CancellationToken cancellationToken) =>
        (await connection.SendAsync(host.Url, HttpMethod.Get, PathOf(index), null, cancellationToken)).IsFound;

    private async Task WaitAsync(IndexId index, bool isThere, CancellationToken cancellationToken)
    {
        long begun = clock.GetTimestamp();
        while (await FindAsync(index, cancellationToken) is not null != isThere)
        {
            if (clock.GetElapsedTime(begun) >= options.VisibilityTimeout)
            {
                throw new StoreException(
                    "not_visible",
                    $"Pinecone {(isThere ? "made" : "removed")} the namespace of {index}, but does not show it after " +
                    $"{options.VisibilityTimeout.TotalSeconds:0.#} s.",
                    isTransient: true);
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    /// <summary>Collects a page of namespaces; answers what to append for the next one.</summary>
    private string? ReadPage(JsonElement json, List<IndexId> found)
    {
        if (json.TryGetProperty("namespaces", out JsonElement namespaces))
        {
            foreach (JsonElement one in namespaces.EnumerateArray())
            {
                if (IndexNames.TryParse(options.Prefix, one.GetProperty("name").GetString()!, out IndexId index))
                    found.Add(index);
            }
        }

        return PineconePage.Next(json) is { } token ? $"&paginationToken={Uri.EscapeDataString(token)}" : null;
    }
}
