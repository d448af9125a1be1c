namespace Rag.Api.Documents;

/// <summary>
/// Cuts a range of code points out of UTF-8 that comes in blocks. A byte begins a code point unless its top bits are
/// 10. Not thread-safe; one instance for one pass.
/// </summary>
internal sealed class CodePointRange(long from, long? to)
{
    private long _begun;

    /// <summary>Whether nothing that comes can be in the range.</summary>
    public bool IsPast { get; private set; }

    /// <summary>The part of the next block that lies in the range.</summary>
    public ReadOnlyMemory<byte> Cut(ReadOnlyMemory<byte> block)
    {
        if (from == 0 && to is null) return block;
        ReadOnlySpan<byte> bytes = block.Span;
        // Continuation bytes at the start belong to the code point that the block before began.
        int first = _begun > from ? 0 : bytes.Length;
        for (int i = 0; i < bytes.Length; i++)
        {
            if ((bytes[i] & 0xC0) == 0x80) continue;
            if (_begun == to)
            {
                IsPast = true;
                return first < i ? block[first..i] : default;
            }

            if (_begun == from) first = i;
            _begun++;
        }

        return block[first..];
    }
}
