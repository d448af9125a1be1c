using System.Buffers.Text;
using System.Text;
using Rag.Api.Errors;
using Rag.Grains.Interfaces;

namespace Rag.Api.Collections;

/// <summary>
/// Pages through a tenant's collections by name; a cursor is the last name, so pages survive changes between.
/// </summary>
internal static class CollectionPaging
{
    private const int MaxConcurrentReads = 16;

    /// <summary>One page; collections that are being deleted are left out.</summary>
    public static async Task<Outcome<CollectionList>> ListAsync(
        IGrainFactory grains, TenantId tenant, string? cursor, int limit, CancellationToken cancellationToken)
    {
        string? after = null;
        if (cursor is not null && !TryReadCursor(cursor, out after))
        {
            return ApiFailures.Invalid(
                $"'cursor' is '{cursor}'; use next_cursor of the page before.", "invalid_cursor");
        }

        CollectionNames all = await grains.Tenant(tenant).ListCollectionsAsync(cancellationToken);
        CollectionName[] page = [.. all.Names
            .Where(name => after is null || string.CompareOrdinal(name.Value, after) > 0)
            .Take(limit + 1)];
        bool hasMore = page.Length > limit;
        if (hasMore) page = page[..limit];
        CollectionInfo?[] found = await ReadAsync(grains, tenant, page, cancellationToken);
        return new CollectionList([.. found.OfType<CollectionInfo>()], hasMore ? WriteCursor(page[^1]) : null);
    }

    private static async Task<CollectionInfo?[]> ReadAsync(
        IGrainFactory grains, TenantId tenant, CollectionName[] names, CancellationToken cancellationToken)
    {
        var found = new CollectionInfo?[names.Length];
        var bound = new ParallelOptions
        {
            MaxDegreeOfParallelism = MaxConcurrentReads,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForAsync(0, names.Length, bound, async (i, token) =>
            found[i] = (await grains.Collection(tenant, names[i]).GetAsync(token)).Value);
        return found;
    }

    private static string WriteCursor(CollectionName name) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(name.Value));

    private static bool TryReadCursor(string cursor, out string? name)
    {
        name = null;
        if (cursor.Length > 2 * CollectionName.MaxLength || !Base64Url.IsValid(cursor)) return false;
        name = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        return CollectionName.TryParse(name, out _);
    }
}
