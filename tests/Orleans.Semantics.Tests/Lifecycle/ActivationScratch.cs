namespace Orleans.Semantics.Tests.Lifecycle;

/// <summary>A scoped service: one per activation.</summary>
internal sealed class ActivationScratch : IDisposable
{
    public string Id { get; } = Guid.NewGuid().ToString("N");

    public bool IsDisposed { get; private set; }

    public void Dispose() => IsDisposed = true;
}
