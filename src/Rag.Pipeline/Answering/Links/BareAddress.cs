using System.Buffers;
using System.Text;

namespace Rag.Pipeline.Answering.Links;

/// <summary>Addresses in running text: where renderers let them begin and end.</summary>
internal static class BareAddress
{
    private const int LongestBeginning = 8;

    private const string Closing = "?!.,:;*_~'\")]}>|`。，、；：！？）」』】》”’»";

    private static readonly string[] Beginnings = ["http://", "https://", "ftp://", "www."];

    // RFC 3986 without brackets.
    private static readonly SearchValues<char> Characters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#@!$&'()*+,;=%");

    /// <summary>How letters compare to the beginnings: all of one, a part of one, or nothing.</summary>
    /// <param name="text">At least one character.</param>
    /// <param name="isWhole">Whether it is all of one.</param>
    public static bool IsBeginning(ReadOnlySpan<char> text, out bool isWhole)
    {
        isWhole = false;
        foreach (string beginning in Beginnings)
        {
            if (!beginning.AsSpan().StartsWith(text, StringComparison.OrdinalIgnoreCase)) continue;
            isWhole = beginning.Length == text.Length;
            return true;
        }

        return false;
    }

    /// <summary>How held letters and one more compare to the beginnings.</summary>
    public static bool GoesOn(StringBuilder held, char c, out bool isWhole)
    {
        Span<char> letters = stackalloc char[LongestBeginning];
        int length = Math.Min(held.Length, letters.Length - 1);
        held.CopyTo(0, letters, length);
        letters[length] = c;
        return IsBeginning(letters[..(length + 1)], out isWhole);
    }

    /// <summary>Without the punctuation at its end, which belongs to the sentence.</summary>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> address) => address.TrimEnd(Closing);

    /// <summary>The part of it that can only be an address.</summary>
    public static ReadOnlySpan<char> Narrow(ReadOnlySpan<char> address)
    {
        int end = address.IndexOfAnyExcept(Characters);
        return Trim(end < 0 ? address : address[..end]);
    }

    /// <summary>Whether a character can be a part of an address.</summary>
    public static bool IsPart(char c) => Characters.Contains(c);
}
