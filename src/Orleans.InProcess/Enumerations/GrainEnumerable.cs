using Orleans.Runtime;

namespace Orleans.InProcess;

/// <summary>
/// What a grain method that returns an <see cref="IAsyncEnumerable{T}"/> returns to its caller: nothing is called
/// before it is enumerated. The emitted subclass holds the arguments and opens the grain's own enumerable.
/// </summary>
internal abstract class GrainEnumerable<TItem> : IAsyncEnumerable<TItem>
{
    /// <summary>The token that was passed to the grain method.</summary>
    public CancellationToken Token;

    private const int DefaultMaxBatchSize = 100;

    public GrainReference Target { get; set; } = null!;

    public GrainMethod Method { get; set; } = null!;

    public int MaxBatchSize { get; set; } = DefaultMaxBatchSize;

    /// <summary>Calls the grain's method with <see cref="Token"/>.</summary>
    public abstract IAsyncEnumerable<TItem> InvokeAsync(object grain);

    public IAsyncEnumerator<TItem> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new GrainEnumerator<TItem>(this, cancellationToken);

    /// <summary>Opens the grain's enumerable with the callee's token in place of the caller's.</summary>
    public IAsyncEnumerator<TItem> Open(object grain, CancellationToken calleeToken)
    {
        var copy = (GrainEnumerable<TItem>)MemberwiseClone();
        copy.Token = calleeToken;
        return copy.InvokeAsync(grain).GetAsyncEnumerator(calleeToken);
    }
}
