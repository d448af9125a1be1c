using Rag.Pipeline;
using Rag.Stores.Embedded.Sqlite;
using Rag.Stores.Slots;

namespace Rag.Stores.Embedded.Vectors;

/// <summary>A write to a vector index. It is durable when its task ends, and all of it or nothing is.</summary>
internal sealed class VectorWrite(EmbeddedDatabase database, VectorIndex index, StoreHealth health)
{
    /// <summary>Inserts or replaces checked vectors with distinct ids.</summary>
    public async Task UpsertAsync(IndexId id, VectorRecord[] records, CancellationToken cancellationToken)
    {
        health.ThrowIfFailed();
        ChunkId[] ids = [.. records.Select(record => record.Id)];
        await index.Claims.ClaimAsync(ids, cancellationToken);
        int[] slots = [];
        bool isStored = false;
        try
        {
            slots = Take(records.Length);
            VectorRow[] rows =
                [.. records.Zip(slots, (record, slot) => new VectorRow(slot, record, Checksum(record, slot)))];
            StoredVector[] added = [.. rows.Select(ToStored)];
            await WriteFloatsAsync(rows);
            await database.WriteAsync(
                session =>
                {
                    Check(session, id);
                    List<int> replaced = index.Find(ids);
                    VectorRows.Replace(session, index.IndexKey, replaced, rows);
                    return new VectorChange(added, replaced);
                },
                change =>
                {
                    isStored = true;
                    index.Apply(change);
                },
                cancellationToken);
        }
        finally
        {
            if (!isStored) index.GiveBack(slots);
            index.Claims.Release(ids);
        }
    }

    /// <summary>Removes vectors by id.</summary>
    public async Task DeleteAsync(IndexId id, ChunkId[] ids, CancellationToken cancellationToken)
    {
        await index.Claims.ClaimAsync(ids, cancellationToken);
        try
        {
            await RemoveAsync(id, () => index.Find(ids), cancellationToken);
        }
        finally
        {
            index.Claims.Release(ids);
        }
    }

    /// <summary>Removes a document's versions up to one, without another.</summary>
    public Task DeleteDocumentAsync(
        IndexId id, string documentId, long upTo, long? keepVersion, CancellationToken cancellationToken) =>
        RemoveAsync(id, () => index.Find(documentId, upTo, keepVersion), cancellationToken);

    private Task<VectorChange> RemoveAsync(IndexId id, Func<List<int>> find, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                Check(session, id);
                List<int> slots = find();
                VectorRows.Remove(session, index.IndexKey, slots);
                return new VectorChange([], slots);
            },
            index.Apply,
            cancellationToken);

    /// <summary>The index may have been dropped since it was asked for.</summary>
    private void Check(SqliteSession session, IndexId id)
    {
        if (VectorRows.Find(session, id)?.IndexKey != index.IndexKey) throw VectorRows.Missing(id);
    }

    private int[] Take(int count)
    {
        try
        {
            return index.TakeSlots(count);
        }
        catch (IOException exception)
        {
            throw StoreFailure.From(exception, "making a vector segment");
        }
    }

    private async Task WriteFloatsAsync(VectorRow[] rows)
    {
        var touched = new HashSet<VectorSegment>();
        try
        {
            foreach (VectorRow row in rows)
            {
                VectorSegment segment = index.SegmentOf(row.Slot);
                segment.Write(row.Slot % SlotSet.PageSlots, row.Record.Vector.Span);
                touched.Add(segment);
            }
        }
        catch (IOException exception)
        {
            throw StoreFailure.From(exception, "writing vectors");
        }

        try
        {
            foreach (VectorSegment segment in touched) await segment.Flushing.FlushAsync();
        }
        catch (IOException exception)
        {
            StoreException failure = StoreFailure.From(exception, "flushing vectors");
            // The kernel may drop the pages after a failed fsync and report success the next time.
            if (!StoreFailure.IsOutOfSpace(exception)) health.Fail(failure);
            throw failure;
        }
    }

    private uint Checksum(VectorRecord record, int slot) => VectorRows.Checksum(
        index.IndexKey, slot, record.Id, record.Document, record.Metadata.Json, record.Vector.Span);

    private static StoredVector ToStored(VectorRow row) => new(
        row.Slot,
        row.Record.Id,
        row.Record.Document,
        row.Record.Metadata.Json,
        QuantizedVector.Of(row.Record.Vector.Span),
        row.Crc);
}
