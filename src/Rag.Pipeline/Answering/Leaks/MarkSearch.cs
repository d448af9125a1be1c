namespace Rag.Pipeline.Answering.Leaks;

/// <summary>
/// Looks for several marks at once in letters and digits, one step a character (Aho and Corasick's automaton).
/// Immutable; a search's state is the caller's.
/// </summary>
internal sealed class MarkSearch
{
    private const int Symbols = 36;

    private readonly List<int[]> _next = [new int[Symbols]];
    private readonly List<bool> _isEnd = [false];

    /// <summary>Builds the automaton.</summary>
    /// <param name="marks">Digits and lower-case letters of ASCII only.</param>
    public MarkSearch(IEnumerable<string> marks)
    {
        foreach (string mark in marks) Add(mark);
        Link();
    }

    /// <summary>Takes a character; <see langword="true"/> if it completes a mark.</summary>
    /// <param name="state">0 at the beginning.</param>
    /// <param name="c">A digit or lower-case letter of ASCII; everything else begins anew.</param>
    public bool Step(ref int state, char c)
    {
        int symbol = SymbolOf(c);
        state = symbol < 0 ? 0 : _next[state][symbol];
        return _isEnd[state];
    }

    private void Add(string mark)
    {
        int state = 0;
        foreach (char c in mark)
        {
            ref int next = ref _next[state][SymbolOf(c)];
            if (next == 0)
            {
                next = _next.Count;
                _next.Add(new int[Symbols]);
                _isEnd.Add(false);
            }

            state = next;
        }

        _isEnd[state] = true;
    }

    /// <summary>Puts in the place of a missing step the one of the longest end that is also a beginning.</summary>
    private void Link()
    {
        int[] fallback = new int[_next.Count];
        var queue = new Queue<int>(_next[0].Where(state => state != 0));
        while (queue.TryDequeue(out int state))
        {
            for (int symbol = 0; symbol < Symbols; symbol++)
            {
                ref int next = ref _next[state][symbol];
                int other = _next[fallback[state]][symbol];
                if (next == 0)
                {
                    next = other;
                    continue;
                }

                fallback[next] = other;
                _isEnd[next] |= _isEnd[other];
                queue.Enqueue(next);
            }
        }
    }

    private static int SymbolOf(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'z' => c - 'a' + 10,
        _ => -1,
    };
}
