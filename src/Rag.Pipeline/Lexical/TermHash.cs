namespace Rag.Pipeline.Lexical;

/// <summary>
/// The hash of terms and features: FNV-1a, 64 bits (Fowler, Noll, Vo), taken over UTF-16 units instead of bytes, and
/// finished by MurmurHash3's <c>fmix64</c> (Appleby), which spreads the last units over all bits. Part of the lexical
/// embedding: stored vectors are comparable only as long as it stays the same on every machine and in every version.
/// </summary>
public static class TermHash
{
    /// <summary>FNV's offset basis: where every hash starts.</summary>
    public const ulong Basis = 14695981039346656037;

    private const ulong Prime = 1099511628211;

    /// <summary>Takes one more unit into a running hash.</summary>
    public static ulong Add(ulong hash, char unit) => (hash ^ unit) * Prime;

    /// <summary>Finishes a running hash.</summary>
    public static ulong Finish(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        return hash ^ (hash >> 33);
    }

    /// <summary>The hash of a text.</summary>
    public static ulong Of(ReadOnlySpan<char> text)
    {
        ulong hash = Basis;
        foreach (char unit in text)
            hash = Add(hash, unit);
        return Finish(hash);
    }
}
