namespace Rag.Pipeline.Chunking;

/// <summary>Turns ascending UTF-16 positions of a text into code point positions, in one pass over the text.</summary>
internal struct CodePointCursor(string text)
{
    private int _position;
    private int _pairs;

    /// <summary>The code points before a position that is not less than the one asked for last.</summary>
    public int CodePointsBefore(int position)
    {
        ReadOnlySpan<char> ahead = text.AsSpan(_position, position - _position);
        for (int found; (found = ahead.IndexOfAnyInRange('\uDC00', '\uDFFF')) >= 0; ahead = ahead[(found + 1)..])
            _pairs++;
        _position = position;
        return position - _pairs;
    }
}
