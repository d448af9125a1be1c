namespace Rag.Stores.Postgres.Keywords;

/// <summary>What an index held when a statement looked at it.</summary>
/// <param name="IndexKey">The index; another one if it was dropped and made again.</param>
/// <param name="ServerStart">When the server was started.</param>
/// <param name="TableId">The table of documents; another one after a restore.</param>
/// <param name="Snapshot">The transactions that the statement saw, as <c>pg_current_snapshot</c> writes them.</param>
internal sealed record IndexMoment(int IndexKey, DateTime ServerStart, long TableId, string Snapshot)
{
    /// <summary>Whether an earlier moment belongs to the same history, so that transactions tell what lies between.
    /// A server that was started anew may have lost what it had shown, or be another one.</summary>
    public bool Continues(IndexMoment earlier) => this with { Snapshot = earlier.Snapshot } == earlier;
}
