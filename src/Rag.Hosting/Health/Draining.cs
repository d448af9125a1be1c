namespace Rag.Hosting.Health;

/// <summary>
/// Whether the host is in the time between being told to stop and beginning to: it goes on serving but says that it is
/// not ready, so that whoever spreads the load looks elsewhere first.
/// </summary>
public sealed class Draining
{
    private int _hasBegun;

    /// <summary>The host was told to stop.</summary>
    public bool HasBegun => Volatile.Read(ref _hasBegun) != 0;

    /// <summary>Begins; <see langword="false"/> if it had begun already.</summary>
    internal bool TryBegin() => Interlocked.Exchange(ref _hasBegun, 1) == 0;
}
