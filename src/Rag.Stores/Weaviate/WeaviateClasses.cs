using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Rag.Pipeline;
using Rag.Stores.Http;

namespace Rag.Stores.Weaviate;

/// <summary>
/// The classes of our indexes, as last read. Another silo may change them meanwhile: writes read them anew, searches
/// when something does not fit.
/// </summary>
internal sealed partial class WeaviateClasses(
    WeaviateConnection connection, WeaviateOptions options, ILogger<WeaviateVectorStore> logger)
{
    private const string AutoSchema = "auto-schema";

    private readonly ConcurrentDictionary<IndexId, WeaviateClass> _known = new();

    /// <summary>The class of an index, as last read.</summary>
    /// <exception cref="StoreException">Code <c>unknown_index</c>.</exception>
    public async Task<WeaviateClass> GetAsync(IndexId index, CancellationToken cancellationToken) =>
        _known.TryGetValue(index, out WeaviateClass? known)
            ? known
            : await ReadAsync(index, cancellationToken) ?? throw Unknown(index);

    /// <summary>The class of an index, read now; <see langword="null"/> if there is none.</summary>
    public async Task<WeaviateClass?> ReadAsync(IndexId index, CancellationToken cancellationToken)
    {
        JsonElement? json = await FindAsync(index, cancellationToken);
        if (json is { } found && TryRead(found, out WeaviateClass? read)) return _known[index] = read;
        _known.TryRemove(index, out _);
        return null;
    }

    /// <summary>Makes the class of an index, or finds it made for the same.</summary>
    public async Task CreateAsync(IndexId index, VectorIndexSettings settings, CancellationToken cancellationToken)
    {
        WeaviateClass? made = await ReadAsync(index, cancellationToken);
        if (made is null)
        {
            await RemoveDebrisAsync(index, cancellationToken);
            try
            {
                await connection.SendAsync(
                    HttpMethod.Post,
                    "v1/schema",
                    WeaviateClass.Definition(index, settings, options),
                    cancellationToken);
            }
            catch (StoreException failure) when (failure.Code == "refused")
            {
                // Another caller, or an attempt of ours whose answer was lost, may have made it.
                if (await ReadAsync(index, cancellationToken) is null) throw;
            }

            made = await ReadAsync(index, cancellationToken) ?? throw Unknown(index);
        }

        if (made.Settings != settings)
        {
            throw new StoreException(
                "conflict", $"The index {index} exists with {made.Settings}, not with {settings}.", isTransient: false);
        }
    }

    /// <summary>Adds the properties for ranges that a class lacks, before objects with them are written: the server
    /// would make them up otherwise.</summary>
    public async Task AddRangePropertiesAsync(
        WeaviateClass target, IEnumerable<VectorRecord> records, CancellationToken cancellationToken)
    {
        Dictionary<string, bool> missing = [];
        foreach ((string property, double? number, _) in records.SelectMany(one => WeaviateNames.Ranges(one.Metadata)))
        {
            if (!target.Properties.Contains(property)) missing[property] = number is not null;
        }

        foreach ((string property, bool isNumber) in missing)
        {
            try
            {
                await connection.SendAsync(
                    HttpMethod.Post,
                    $"v1/schema/{target.Name}/properties",
                    WeaviateClass.RangeProperty(property, isNumber),
                    cancellationToken);
            }
            catch (StoreException failure) when (failure.Code == "refused")
            {
                // Another caller, or an attempt of ours whose answer was lost, may have added it.
                WeaviateClass? now = await ReadAsync(target.Index, cancellationToken);
                if (now is null) throw Unknown(target.Index);
                if (!now.Properties.Contains(property)) throw;
            }
        }

        if (missing.Count > 0) await ReadAsync(target.Index, cancellationToken);
    }

    /// <summary>The indexes of this installation.</summary>
    public async Task<IReadOnlyList<IndexId>> ListAsync(CancellationToken cancellationToken)
    {
        JsonElement schema =
            await connection.SendAsync(HttpMethod.Get, "v1/schema", null, cancellationToken) ?? default;
        return StoreFailure.Reading("Weaviate", schema, json =>
        {
            var indexes = new List<IndexId>();
            JsonElement classes = json.GetProperty("classes");
            // A key that may see no class is told null.
            if (classes.ValueKind == JsonValueKind.Null) return indexes;
            foreach (JsonElement one in classes.EnumerateArray())
            {
                if (WeaviateClass.TryRead(one, options.Prefix, out WeaviateClass? read)) indexes.Add(read.Index);
            }

            return indexes;
        });
    }

    /// <summary>Removes the class of an index; an unknown one is ignored.</summary>
    public async Task DropAsync(IndexId index, CancellationToken cancellationToken)
    {
        await connection.SendOnlyAsync(HttpMethod.Delete, PathOf(index), cancellationToken);
        _known.TryRemove(index, out _);
    }

    /// <summary>The failure of a call on an index that is not there.</summary>
    public StoreException Unknown(IndexId index)
    {
        _known.TryRemove(index, out _);
        return new StoreException("unknown_index", $"There is no index {index} in Weaviate.", isTransient: false);
    }

    /// <summary>
    /// A late write into a dropped index makes the server invent a class under our name, of which nothing is right.
    /// </summary>
    private async Task RemoveDebrisAsync(IndexId index, CancellationToken cancellationToken)
    {
        if (await FindAsync(index, cancellationToken) is not { } found) return;
        string description = found.TryGetProperty("description", out JsonElement text) ? text.ToString() : "";
        if (!description.Contains(AutoSchema, StringComparison.Ordinal))
        {
            throw new StoreException(
                "conflict",
                $"Weaviate has a class '{WeaviateNames.Class(options.Prefix, index)}' that this product did not " +
                "make. Remove it, or choose another prefix.",
                isTransient: false);
        }

        LogDebris(index);
        await DropAsync(index, cancellationToken);
    }

    private Task<JsonElement?> FindAsync(IndexId index, CancellationToken cancellationToken) =>
        connection.SendAsync(HttpMethod.Get, PathOf(index), null, cancellationToken);

    private bool TryRead(JsonElement json, [NotNullWhen(true)] out WeaviateClass? read)
    {
        read = StoreFailure.Reading(
            "Weaviate",
            json,
            one => WeaviateClass.TryRead(one, options.Prefix, out WeaviateClass? found) ? found : null);
        return read is not null;
    }

    private string PathOf(IndexId index) => $"v1/schema/{WeaviateNames.Class(options.Prefix, index)}";

    [LoggerMessage(
        LogLevel.Warning,
        "A write into the dropped index {Index} had made Weaviate invent a class for it; the class is removed")]
    private partial void LogDebris(IndexId index);
}
