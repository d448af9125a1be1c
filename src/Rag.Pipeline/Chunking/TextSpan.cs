namespace Rag.Pipeline.Chunking;

/// <summary>A piece of a text in UTF-16 units.</summary>
/// <param name="Start">First unit, 0-based.</param>
/// <param name="End">One past the last unit.</param>
public readonly record struct TextSpan(int Start, int End)
{
    /// <summary>Number of units.</summary>
    public int Length => End - Start;
}
