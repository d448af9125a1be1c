namespace Rag.Fakes.Weaviate.GraphQl;

/// <summary>A word of a query; of a text, what it means rather than how it is written.</summary>
internal readonly record struct GraphQlToken(GraphQlTokenKind Kind, string Text, GraphQlPosition Place)
{
    public override string ToString() => Kind switch
    {
        GraphQlTokenKind.End => "EOF",
        GraphQlTokenKind.Punctuation => Text,
        _ => $"{Kind} \"{Text}\"",
    };
}
