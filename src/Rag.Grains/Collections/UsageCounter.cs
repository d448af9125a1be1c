using Rag.Grains.Interfaces;
using Rag.Pipeline;

namespace Rag.Grains.Collections;

/// <summary>
/// What a collection uses of its quotas: counted from the catalog at activation, then kept in step with every
/// reservation. Counted again when it has been quiet, which heals a change that was lost or doubled with its silo.
/// Not thread-safe: its grain is.
/// </summary>
internal sealed class UsageCounter(string tenant, string collection, IDocumentCatalog catalog, TimeProvider time)
{
    /// <summary>
    /// A reservation reaches the catalog well within this time; before it, the catalog knows less than we do.
    /// </summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    /// <summary>More than are under way at a time, so a repeated one is still known.</summary>
    private const int RememberedOperations = 1_024;

    private readonly HashSet<Guid> _operations = [];
    private readonly Queue<Guid> _operationsInOrder = new();
    private CatalogUsage? _usage;
    private long _changedAt;

    public async Task<CatalogUsage> GetAsync(CancellationToken cancellationToken)
    {
        if (_usage is null || time.GetElapsedTime(_changedAt) > Quiet)
        {
            _usage = await catalog.CountAsync(tenant, collection, cancellationToken);
            _changedAt = time.GetTimestamp();
        }

        return _usage.Value;
    }

    /// <summary>Counts a change if it fits; gives the refusal if it does not. Giving back always fits.</summary>
    public async Task<Failure?> ReserveAsync(Reservation change, Quotas quotas, CancellationToken cancellationToken)
    {
        CatalogUsage used = await GetAsync(cancellationToken);
        if (_operations.Contains(change.Operation)) return null;
        Failure? refusal = Check("documents", used.Documents, change.Documents, quotas.Documents)
            ?? Check("chunks", used.Chunks, change.Chunks, quotas.Chunks)
            ?? Check("bytes", used.Bytes, change.Bytes, quotas.Bytes);
        if (refusal is not null) return refusal;
        _usage = new CatalogUsage(
            Math.Max(0, used.Documents + change.Documents),
            Math.Max(0, used.Chunks + change.Chunks),
            Math.Max(0, used.Bytes + change.Bytes));
        _changedAt = time.GetTimestamp();
        Remember(change.Operation);
        return null;
    }

    private void Remember(Guid operation)
    {
        _operations.Add(operation);
        _operationsInOrder.Enqueue(operation);
        if (_operationsInOrder.Count > RememberedOperations) _operations.Remove(_operationsInOrder.Dequeue());
    }

    private static Failure? Check(string resource, long used, long wanted, long? limit) =>
        wanted <= 0 || limit is null || used + wanted <= limit
            ? null
            : Failures.Quota(
                $"The collection uses {used:N0} of {limit:N0} {resource} and this needs {wanted:N0} more. " +
                $"Delete documents or raise the collection's quota.");
}
