using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Rag.Pipeline;

namespace Rag.Stores.Embedded.Blobs;

/// <summary>A blob that is being written: how far it is, and the hash so far. The file is open only during a
/// block.</summary>
internal sealed class BlobUpload(string partPath, DateTimeOffset begunAt) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _size;
    private bool _abandoned;

    /// <summary>The growing file.</summary>
    public string PartPath { get; } = partPath;

    /// <summary>When the first block came.</summary>
    public DateTimeOffset BegunAt { get; } = begunAt;

    /// <summary>What was completed; <see langword="null"/> before.</summary>
    public BlobDescription? Description { get; private set; }

    /// <summary>Waits until no other call works on the blob; dispose the result to leave.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        return new Turn(_turn);
    }

    /// <summary>Writes a block at the end; one that is stored already is skipped.</summary>
    public void Append(long offset, ReadOnlySpan<byte> block)
    {
        if (_abandoned || offset > _size) throw Gap(offset, _abandoned ? 0 : _size);
        if (Description is not null || (offset < _size && offset + block.Length <= _size)) return;
        if (offset < _size) throw Gap(offset, _size);
        if (_size == 0) Directory.CreateDirectory(Path.GetDirectoryName(PartPath)!);
        using SafeFileHandle file = File.OpenHandle(
            PartPath, _size == 0 ? FileMode.Create : FileMode.Open, FileAccess.Write, FileShare.Read);
        RandomAccess.Write(file, block, offset);
        _hash.AppendData(block);
        _size += block.Length;
    }

    /// <summary>Makes the file durable under its name.</summary>
    public BlobDescription Complete(string path)
    {
        if (_abandoned) throw Gap(0, 0);
        using (SafeFileHandle file = File.OpenHandle(PartPath, FileMode.Open, FileAccess.ReadWrite))
        {
            RandomAccess.SetLength(file, _size); // A failed block may have left a piece of itself.
            RandomAccess.FlushToDisk(file);
        }

        File.Move(PartPath, path, overwrite: true);
        string parent = Path.GetDirectoryName(path)!;
        DurableFile.SyncDirectory(parent);
        DurableFile.SyncDirectory(Path.GetDirectoryName(parent)!);
        DurableFile.SyncDirectory(Path.GetDirectoryName(Path.GetDirectoryName(parent)!)!);
        Description = new BlobDescription(_size, Convert.ToHexStringLower(_hash.GetHashAndReset()));
        _hash.Dispose();
        return Description;
    }

    /// <summary>Removes the growing file; later blocks are refused.</summary>
    public void Abandon()
    {
        _abandoned = true;
        File.Delete(PartPath);
        _hash.Dispose();
    }

    /// <summary>The block does not follow what is stored.</summary>
    public static StoreException Gap(long offset, long size) => new(
        "blob_gap",
        $"A block at offset {offset:N0} does not follow the {size:N0} bytes stored so far. Begin again at 0.",
        isTransient: false);

    /// <inheritdoc/>
    public void Dispose()
    {
        _turn.Dispose();
        _hash.Dispose();
    }

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
