using System.Runtime.InteropServices;
using Rag.Stores.Slots;

namespace Rag.Stores.Embedded.Vectors.Graph;

/// <summary>
/// A graph on the disk, so that a restart need not link anew. It is no record of anything: beside each slot stands the
/// checksum of the vector that was linked there, and what does not fit the vectors of today is taken out of the graph.
/// A file that is torn, damaged or of another format counts as absent.
/// </summary>
internal static class GraphFile
{
    private const uint Magic = 0x48504752; // "RGPH"
    private const int Version = 1;
    private const int HeaderNumbers = 4;
    private const int WordsOfPage = SlotSet.PageSlots / 64;
    private const long PageSize = (WordsOfPage * sizeof(ulong))
        + (SlotSet.PageSlots * (sizeof(uint) + (GraphRows.RowLength * sizeof(int))));

    /// <summary>Name of the file in an index' directory.</summary>
    public const string Name = "graph.links";

    /// <summary>Writes a graph whole or not at all.</summary>
    /// <exception cref="IOException">The disk failed or is full; the file before stays.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written; the file before stays.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static void Write(
        string path, long indexKey, VectorGraph graph, VectorBlock[] blocks, CancellationToken cancellationToken)
    {
        string temporary = path + ".new";
        using (FileStream file = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            uint crc = Crc32C.Seed;
            int pages = Math.Min(blocks.Length, graph.Indexed.PageCount);
            Put<long>(file, [Magic, Version, indexKey, pages], ref crc);
            var checksums = new uint[SlotSet.PageSlots];
            for (int page = 0; page < pages; page++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Array.Clear(checksums);
                blocks[page].Checksums.CopyTo(checksums, 0);
                Put(file, graph.Indexed.Page(page), ref crc);
                Put<uint>(file, checksums, ref crc);
                Put<int>(file, graph.Rows.Page(page), ref crc);
            }

            file.Write(MemoryMarshal.AsBytes([crc]));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        DurableFile.SyncDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>Reads a graph; <see langword="null"/> if there is none that can be used.</summary>
    public static StoredGraph? Read(string path, long indexKey, CancellationToken cancellationToken)
    {
        if (!File.Exists(path)) return null;
        try
        {
            using FileStream file = File.OpenRead(path);
            uint crc = Crc32C.Seed;
            var header = new long[HeaderNumbers];
            Get(file, header.AsSpan(), ref crc);
            if (header[0] != Magic || header[1] != Version || header[2] != indexKey) return null;
            // The length first: a damaged number must not become an allocation.
            int pages = (int)header[3];
            if (pages < 0 || file.Length != LengthOf(header[3])) return null;
            var stored = new StoredGraph(new GraphRows(), new ulong[pages][], new uint[pages][]);
            stored.Rows.Reserve(pages * SlotSet.PageSlots);
            for (int page = 0; page < pages; page++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Get<ulong>(file, stored.Indexed[page] = new ulong[WordsOfPage], ref crc);
                Get<uint>(file, stored.Checksums[page] = new uint[SlotSet.PageSlots], ref crc);
                Get(file, stored.Rows.Page(page), ref crc);
            }

            uint expected = crc;
            var last = new uint[1];
            Get<uint>(file, last, ref crc);
            return last[0] == expected ? stored : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // The exact scan answers, and the graph is built anew.
        }
    }

    private static long LengthOf(long pages) =>
        (HeaderNumbers * sizeof(long)) + (pages * PageSize) + sizeof(uint);

    private static void Put<T>(FileStream file, ReadOnlySpan<T> items, ref uint crc)
        where T : struct
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(items);
        crc = Crc32C.Append(crc, bytes);
        file.Write(bytes);
    }

    private static void Get<T>(FileStream file, Span<T> items, ref uint crc)
        where T : struct
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(items);
        file.ReadExactly(bytes);
        crc = Crc32C.Append(crc, bytes);
    }
}
