using Rag.Pipeline;

namespace Rag.Stores.Embedded;

/// <summary>
/// Whether the embedded stores still take writes. After a failed write or fsync nobody knows what is on the disk and a
/// retry may lie (the kernel forgets the failure), so the first such failure ends all writes until a restart reads the
/// files anew. Reads go on.
/// </summary>
public sealed class StoreHealth
{
    private StoreException? _failure;

    /// <summary>Why writes are refused; <see langword="null"/> while they are taken.</summary>
    public StoreException? Failure => Volatile.Read(ref _failure);

    /// <summary>Ends all writes; the first reason stays.</summary>
    internal void Fail(StoreException failure) => Interlocked.CompareExchange(ref _failure, failure, null);

    /// <summary>Refuses a write after a failure.</summary>
    internal void ThrowIfFailed()
    {
        if (Failure is { } failure)
            throw Refusal(failure);
    }

    /// <summary>What a write gets after a failure.</summary>
    internal static StoreException Refusal(StoreException failure) => new(
        "store_failed",
        $"The embedded store takes no writes since an earlier failure: {failure.Message} Restart the process; if it "
        + "fails again, check the disk.",
        isTransient: true,
        failure);
}
