namespace Rag.ModelProviders.Extractive;

/// <summary>A sentence of a source and what it shares with the question.</summary>
internal struct Sentence
{
    /// <summary>0-based position of the source.</summary>
    public int Source;

    /// <summary>First character within the source's text.</summary>
    public int Start;

    /// <summary>One past the last.</summary>
    public int End;

    /// <summary>The question's terms in it, a bit each.</summary>
    public ulong Terms;

    /// <summary>The question's terms of which kin is in it, a bit each; see <see cref="Kinship"/>.</summary>
    public ulong Kin;

    /// <summary>How often two neighbouring terms of the question stand close together.</summary>
    public int Neighbours;

    /// <summary>Whether it holds a number that the question does not.</summary>
    public bool HasNumber;
}
