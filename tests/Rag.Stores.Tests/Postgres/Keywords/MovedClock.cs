namespace Rag.Stores.Tests.Postgres.Keywords;

/// <summary>The system's clock, which a test sets forward.</summary>
internal sealed class MovedClock : TimeProvider
{
    private TimeSpan _ahead;

    public void Advance(TimeSpan time) => _ahead += time;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;
}
