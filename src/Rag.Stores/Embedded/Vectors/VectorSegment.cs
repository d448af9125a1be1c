using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Rag.Pipeline;
using Rag.Stores.Slots;

namespace Rag.Stores.Embedded.Vectors;

/// <summary>
/// A file of <see cref="SlotSet.PageSlots"/> vectors, written in place by slot and read through a mapping. The file has
/// its full length from the start and holes where nothing was written. It holds floats only: what a slot means, and the
/// checksum of what it must hold, stands in the database row that is committed after the floats are on the disk. So a
/// torn write is never referenced, and a stale or misplaced record does not pass for the right one.
/// </summary>
internal sealed unsafe class VectorSegment : IDisposable
{
    private readonly int _dimensions;
    private readonly SafeFileHandle _file;
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly float* _floats;

    private VectorSegment(string path, int dimensions, SafeFileHandle file)
    {
        Path = path;
        _dimensions = dimensions;
        _file = file;
        _map = MemoryMappedFile.CreateFromFile(
            file, null, LengthOf(dimensions), MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        _view = _map.CreateViewAccessor(0, LengthOf(dimensions), MemoryMappedFileAccess.Read);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _floats = (float*)(start + _view.PointerOffset);
        Flushing = new GroupFlush(() => RandomAccess.FlushToDisk(_file));
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Makes what was written durable.</summary>
    public GroupFlush Flushing { get; }

    /// <summary>Creates the file, durably under its name.</summary>
    public static VectorSegment Create(string path, int dimensions)
    {
        string directory = System.IO.Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(directory);
        SafeFileHandle file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        RandomAccess.SetLength(file, LengthOf(dimensions));
        DurableFile.SyncDirectory(directory);
        DurableFile.SyncDirectory(System.IO.Path.GetDirectoryName(directory)!);
        return new VectorSegment(path, dimensions, file);
    }

    /// <summary>Opens the file, which must hold at least so many records: the database refers to them.</summary>
    /// <exception cref="StoreException">Code <c>corrupt</c>: it is missing or too short.</exception>
    public static VectorSegment Open(string path, int dimensions, int records)
    {
        long length = File.Exists(path) ? new FileInfo(path).Length : -1;
        if (length < (long)records * dimensions * sizeof(float))
        {
            throw new StoreException(
                "corrupt",
                $"Vector segment '{path}' has {length:N0} bytes; {records:N0} vectors of it are referenced. "
                + "Restore it from a backup, or re-index the collection.",
                isTransient: false);
        }

        SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        if (length != LengthOf(dimensions)) RandomAccess.SetLength(file, LengthOf(dimensions));
        return new VectorSegment(path, dimensions, file);
    }

    /// <summary>The vector at a place of the segment.</summary>
    public ReadOnlySpan<float> this[int place] => new(_floats + ((long)place * _dimensions), _dimensions);

    /// <summary>Writes vectors at consecutive places; nobody reads these.</summary>
    public void Write(int firstPlace, ReadOnlySpan<float> vectors) => RandomAccess.Write(
        _file, MemoryMarshal.AsBytes(vectors), (long)firstPlace * _dimensions * sizeof(float));

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map.Dispose();
        _file.Dispose();
    }

    private static long LengthOf(int dimensions) => (long)SlotSet.PageSlots * dimensions * sizeof(float);
}
