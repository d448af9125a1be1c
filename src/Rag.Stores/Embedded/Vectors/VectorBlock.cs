using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Rag.Pipeline;
using Rag.Stores.Slots;

namespace Rag.Stores.Embedded.Vectors;

/// <summary>
/// What is in memory of a segment's slots, in columns. A place is written only while no query sees its slot; a block
/// that is too small is replaced by a larger copy.
/// </summary>
internal sealed class VectorBlock
{
    private const int FirstCapacity = 64;
    private const int CacheLine = 64;

    private VectorBlock(VectorBlock shared, int[] metadataNumbers)
    {
        (Segment, PaddedLength, Codes, Scales) = (shared.Segment, shared.PaddedLength, shared.Codes, shared.Scales);
        (Sums, SquaredNorms, Ids, Documents) = (shared.Sums, shared.SquaredNorms, shared.Ids, shared.Documents);
        Checksums = shared.Checksums;
        MetadataNumbers = metadataNumbers;
    }

    private VectorBlock(VectorSegment segment, int paddedLength, int capacity)
    {
        Segment = segment;
        PaddedLength = paddedLength;
        Codes = new sbyte[capacity * paddedLength];
        Scales = new float[capacity];
        Sums = new int[capacity];
        SquaredNorms = new float[capacity];
        Ids = new ChunkId[capacity];
        MetadataNumbers = new int[capacity];
        Documents = new DocumentVersion[capacity];
        Checksums = new uint[capacity];
        if (capacity == SlotSet.PageSlots) HugePages.PreferFor(Codes);
    }

    /// <summary>The floats.</summary>
    public VectorSegment Segment { get; }

    /// <summary>Codes of a vector.</summary>
    public int PaddedLength { get; }

    /// <summary>Places.</summary>
    public int Capacity => Ids.Length;

    /// <summary>Codes, row by row.</summary>
    public sbyte[] Codes { get; }

    /// <summary>What a code of 1 stands for.</summary>
    public float[] Scales { get; }

    /// <summary>Sum of a row's codes.</summary>
    public int[] Sums { get; }

    /// <summary>Square of a vector's length.</summary>
    public float[] SquaredNorms { get; }

    /// <summary>Chunk ids.</summary>
    public ChunkId[] Ids { get; }

    /// <summary>Numbers in the snapshot's table of metadata.</summary>
    public int[] MetadataNumbers { get; }

    /// <summary>The documents that the chunks belong to.</summary>
    public DocumentVersion[] Documents { get; }

    /// <summary>Checksums of all that a vector's row and floats say.</summary>
    public uint[] Checksums { get; }

    /// <summary>Size in memory.</summary>
    public long SizeBytes => (long)Capacity * (PaddedLength + 56);

    /// <summary>An empty block.</summary>
    public static VectorBlock Create(VectorSegment segment, int dimensions) =>
        new(segment, QuantizedVector.PaddedLength(dimensions), FirstCapacity);

    /// <summary>A block that has a place: this one, or a larger copy.</summary>
    public VectorBlock WithRoomFor(int place)
    {
        if (place < Capacity) return this;
        var larger = new VectorBlock(
            Segment, PaddedLength, (int)BitOperations.RoundUpToPowerOf2((uint)place + 1));
        Codes.CopyTo(larger.Codes, 0);
        Scales.CopyTo(larger.Scales, 0);
        Sums.CopyTo(larger.Sums, 0);
        SquaredNorms.CopyTo(larger.SquaredNorms, 0);
        Ids.CopyTo(larger.Ids, 0);
        MetadataNumbers.CopyTo(larger.MetadataNumbers, 0);
        Documents.CopyTo(larger.Documents, 0);
        Checksums.CopyTo(larger.Checksums, 0);
        return larger;
    }

    /// <summary>The same block with other numbers of metadata.</summary>
    public VectorBlock WithMetadata(int[] numbers) => new(this, numbers);

    /// <summary>Fetches what a comparison with a place needs, for places anywhere in memory: all are on their way
    /// before the first is compared.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Prefetch(int place)
    {
        if (!Sse.IsSupported) return;
        ref sbyte codes = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Codes), place * PaddedLength);
        // The collector may move the array meanwhile; then the wrong line is fetched, and nothing else happens.
        var address = (byte*)Unsafe.AsPointer(ref codes);
        for (int offset = 0; offset < PaddedLength; offset += CacheLine) Sse.Prefetch0(address + offset);
        Sse.Prefetch0(Unsafe.AsPointer(ref Scales[place]));
        Sse.Prefetch0(Unsafe.AsPointer(ref SquaredNorms[place]));
    }

    /// <summary>Writes a place that no query sees.</summary>
    public void Set(int place, StoredVector vector, int metadataNumber)
    {
        vector.Quantized.Codes.CopyTo(Codes, place * PaddedLength);
        Scales[place] = vector.Quantized.Scale;
        Sums[place] = vector.Quantized.Sum;
        SquaredNorms[place] = vector.Quantized.Norm * vector.Quantized.Norm;
        Ids[place] = vector.Id;
        MetadataNumbers[place] = metadataNumber;
        Documents[place] = vector.Document;
        Checksums[place] = vector.Checksum;
    }
}
