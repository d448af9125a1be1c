namespace Rag.Fakes.Weaviate.GraphQl;

internal enum GraphQlTokenKind
{
    /// <summary>One of <c>{ } ( ) [ ] : = ! $ @ |</c> or <c>...</c>.</summary>
    Punctuation,
    Name,
    Integer,
    Float,
    Text,
    End,
}
