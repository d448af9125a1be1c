using System.Diagnostics;

namespace Rag.Stores.Keywords;

/// <summary>
/// In how many passages of a document each term stands, for the day when the document is hidden: its rows may be gone
/// by then. Numbers of terms, ascending, as differences, each followed by its count, both as varints: two to three
/// bytes a term.
/// </summary>
internal sealed class TermCounts
{
    private readonly byte[] _bytes;

    private TermCounts(byte[] bytes) => _bytes = bytes;

    /// <summary>Size in memory.</summary>
    public int SizeBytes => 48 + _bytes.Length;

    /// <summary>Writes the counts down.</summary>
    public static TermCounts Of(Dictionary<PostingList, int> counts)
    {
        using var bytes = new MemoryStream(counts.Count * 3);
        using var writer = new BinaryWriter(bytes);
        int last = 0;
        foreach ((PostingList postings, int count) in counts.OrderBy(static pair => pair.Key.Number))
        {
            Debug.Assert(count > 0, "a term that stands nowhere is not written");
            writer.Write7BitEncodedInt(postings.Number - last);
            writer.Write7BitEncodedInt(count);
            last = postings.Number;
        }

        return new TermCounts(bytes.ToArray());
    }

    /// <summary>The numbers of the terms, and in how many passages each stands.</summary>
    public IEnumerable<(int Number, int Count)> Read()
    {
        using var reader = new BinaryReader(new MemoryStream(_bytes));
        int number = 0;
        while (reader.BaseStream.Position < _bytes.Length)
        {
            number += reader.Read7BitEncodedInt();
            yield return (number, reader.Read7BitEncodedInt());
        }
    }
}
