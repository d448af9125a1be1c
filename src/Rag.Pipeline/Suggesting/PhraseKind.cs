namespace Rag.Pipeline.Suggesting;

/// <summary>Where a phrase comes from; of equal matches the first kind comes first.</summary>
public enum PhraseKind
{
    /// <summary>Title of a document.</summary>
    Title,

    /// <summary>A question that was answered.</summary>
    Question,

    /// <summary>Heading of a section.</summary>
    Heading,
}
