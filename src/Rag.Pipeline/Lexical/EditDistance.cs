namespace Rag.Pipeline.Lexical;

/// <summary>
/// Number of letters to add, drop, change or swap with their neighbour to make one word of another (Damerau and
/// Levenshtein, no letter changed twice). Counted up to a limit, which keeps it cheap.
/// </summary>
public static class EditDistance
{
    /// <summary>Longest word that is compared; a longer one is no slip of the hand.</summary>
    public const int MaxLength = 64;

    /// <summary>How many slips a word of a length may have: none below 4 letters, 1, and 2 from 8 on.</summary>
    public static int AllowedFor(int length) => length < 4 ? 0 : length < 8 ? 1 : 2;

    /// <summary>The distance of two words; <paramref name="limit"/> + 1 if it is greater.</summary>
    public static int Between(ReadOnlySpan<char> word, ReadOnlySpan<char> other, int limit) =>
        Math.Abs(word.Length - other.Length) > limit ? limit + 1 : Measure(word, other, limit, isPrefix: false);

    /// <summary>The least distance of a word to a beginning of another; <paramref name="limit"/> + 1 if it is
    /// greater.</summary>
    public static int ToPrefix(ReadOnlySpan<char> word, ReadOnlySpan<char> other, int limit)
    {
        if (other.Length < word.Length - limit) return limit + 1;
        return Measure(word, other[..Math.Min(other.Length, word.Length + limit)], limit, isPrefix: true);
    }

    private static int Measure(ReadOnlySpan<char> word, ReadOnlySpan<char> other, int limit, bool isPrefix)
    {
        if (word.Length > MaxLength || other.Length > MaxLength) return limit + 1;
        Span<int> rows = stackalloc int[3 * (MaxLength + 1)];
        Span<int> before = rows[..(other.Length + 1)];
        Span<int> last = rows.Slice(MaxLength + 1, other.Length + 1);
        Span<int> row = rows.Slice(2 * (MaxLength + 1), other.Length + 1);
        for (int j = 0; j < last.Length; j++) last[j] = j;
        for (int i = 1; i <= word.Length; i++)
        {
            int least = row[0] = i;
            for (int j = 1; j < row.Length; j++)
            {
                int change = last[j - 1] + (word[i - 1] == other[j - 1] ? 0 : 1);
                int distance = Math.Min(change, 1 + Math.Min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && word[i - 1] == other[j - 2] && word[i - 2] == other[j - 1])
                    distance = Math.Min(distance, before[j - 2] + 1);
                row[j] = distance;
                least = Math.Min(least, distance);
            }

            if (least > limit) return limit + 1;
            Span<int> free = before;
            before = last;
            last = row;
            row = free;
        }

        int found = last[^1];
        if (isPrefix)
        {
            foreach (int distance in last) found = Math.Min(found, distance);
        }

        return Math.Min(found, limit + 1);
    }
}
