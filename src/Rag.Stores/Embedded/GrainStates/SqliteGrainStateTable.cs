using Microsoft.Data.Sqlite;
using Rag.Stores.Embedded.Sqlite;

namespace Rag.Stores.Embedded.GrainStates;

/// <summary>
/// States of grains by (state name, grain key), each written only against the ETag that its writer read: of two
/// activations of one grain only one can write, the other learns that it is stale. Failures of the disk are
/// <see cref="Pipeline.StoreException"/>; a stale ETag is a result.
/// </summary>
public sealed class SqliteGrainStateTable
{
    private readonly EmbeddedDatabase _database;

    internal SqliteGrainStateTable(EmbeddedDatabase database) => _database = database;

    /// <summary>The stored state; <see langword="null"/> if there is none. Runs on the calling thread, in
    /// microseconds.</summary>
    /// <param name="stateName">The state's name, unique to a grain type.</param>
    /// <param name="grainKey">The grain's key.</param>
    public GrainStateRow? Read(string stateName, string grainKey) => _database.Read(session =>
    {
        using SqliteDataReader row = session.Query(
            "SELECT etag, payload FROM grain_states WHERE state_name = ?1 AND grain_key = ?2", stateName, grainKey);
        return row.Read() ? new GrainStateRow(row.GetString(0), row.GetBytes(1)) : null;
    });

    /// <summary>Stores a state durably if the stored one is the one that the caller knows.</summary>
    /// <param name="stateName">The state's name, unique to a grain type.</param>
    /// <param name="grainKey">The grain's key.</param>
    /// <param name="payload">The new state.</param>
    /// <param name="expectedETag">What was read; <see langword="null"/>: there must be no state yet.</param>
    /// <param name="cancellationToken">Cancels while the write waits for its turn.</param>
    public Task<GrainStateWrite> WriteAsync(
        string stateName, string grainKey, byte[] payload, string? expectedETag, CancellationToken cancellationToken)
    {
        string next = Guid.NewGuid().ToString("n");
        return _database.WriteAsync(
            session =>
            {
                int changed = expectedETag is null
                    ? session.Execute(
                        "INSERT INTO grain_states (state_name, grain_key, etag, payload) VALUES (?1, ?2, ?3, ?4) "
                        + "ON CONFLICT DO NOTHING",
                        stateName,
                        grainKey,
                        next,
                        payload)
                    : session.Execute(
                        "UPDATE grain_states SET etag = ?3, payload = ?4 "
                        + "WHERE state_name = ?1 AND grain_key = ?2 AND etag = ?5",
                        stateName,
                        grainKey,
                        next,
                        payload,
                        expectedETag);
                return changed == 1
                    ? new GrainStateWrite(true, next)
                    : new GrainStateWrite(false, ReadETag(session, stateName, grainKey));
            },
            cancellationToken);
    }

    /// <summary>Removes a state durably if it is the one that the caller knows.</summary>
    /// <param name="stateName">The state's name, unique to a grain type.</param>
    /// <param name="grainKey">The grain's key.</param>
    /// <param name="expectedETag">What was read; <see langword="null"/>: there must be no state, and nothing is
    /// done.</param>
    /// <param name="cancellationToken">Cancels while the write waits for its turn.</param>
    public Task<GrainStateWrite> ClearAsync(
        string stateName, string grainKey, string? expectedETag, CancellationToken cancellationToken) =>
        _database.WriteAsync(
            session =>
            {
                session.Execute(
                    "DELETE FROM grain_states WHERE state_name = ?1 AND grain_key = ?2 AND etag = ?3",
                    stateName,
                    grainKey,
                    expectedETag);
                string? left = ReadETag(session, stateName, grainKey);
                // Clearing what is already gone is stale only for a caller who knew a state that somebody else
                // replaced.
                return new GrainStateWrite(left is null, left);
            },
            cancellationToken);

    private static string? ReadETag(SqliteSession session, string stateName, string grainKey)
    {
        using SqliteDataReader row = session.Query(
            "SELECT etag FROM grain_states WHERE state_name = ?1 AND grain_key = ?2", stateName, grainKey);
        return row.Read() ? row.GetString(0) : null;
    }
}
