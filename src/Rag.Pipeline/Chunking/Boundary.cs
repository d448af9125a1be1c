using Rag.Pipeline.Lexical;

namespace Rag.Pipeline.Chunking;

/// <summary>Where a text may be cut into pieces.</summary>
/// <param name="Kind">What the pieces are.</param>
/// <param name="Separator">Begins every piece but the first; empty unless the kind says so.</param>
internal readonly record struct Boundary(Boundary.Piece Kind, string Separator)
{
    /// <summary>What a boundary parts.</summary>
    internal enum Piece
    {
        /// <summary>Single characters.</summary>
        Character,

        /// <summary>Pieces that begin with a separator.</summary>
        Separated,

        /// <summary>Sentences.</summary>
        Sentence,
    }

    /// <summary>Between any two characters, never inside a surrogate pair.</summary>
    public static Boundary AnyCharacter { get; } = new(Piece.Character, "");

    /// <summary>After the end of a sentence.</summary>
    public static Boundary SentenceEnd { get; } = new(Piece.Sentence, "");

    /// <summary>Before each occurrence of a separator, overlapping ones included.</summary>
    public static Boundary Before(string separator) => new(Piece.Separated, separator);

    /// <summary>Whether a text can be cut here.</summary>
    public bool IsIn(ReadOnlySpan<char> text) => Kind switch
    {
        Piece.Separated => text.IndexOf(Separator) >= 0,
        Piece.Sentence => Sentences.EndOf(text, 0) < text.Length,
        _ => true,
    };

    /// <summary>One past the end of the piece that starts at a position.</summary>
    public int PieceEnd(ReadOnlySpan<char> text, int start)
    {
        switch (Kind)
        {
            case Piece.Separated:
                int found = text[(start + 1)..].IndexOf(Separator);
                return found < 0 ? text.Length : start + 1 + found;
            case Piece.Sentence:
                return Sentences.EndOf(text, start);
            default:
                return start + (char.IsHighSurrogate(text[start]) && start + 1 < text.Length ? 2 : 1);
        }
    }
}
