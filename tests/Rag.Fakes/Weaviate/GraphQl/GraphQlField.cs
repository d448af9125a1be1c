namespace Rag.Fakes.Weaviate.GraphQl;

/// <summary>A selected field.</summary>
/// <param name="Alias">Its name in the answer.</param>
/// <param name="Name">Its name in the schema.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Arguments">In the order they are written.</param>
/// <param name="Selection">What is selected of it; empty for none.</param>
internal sealed record GraphQlField(
    string Alias,
    string Name,
    GraphQlPosition Place,
    IReadOnlyList<GraphQlArgument> Arguments,
    IReadOnlyList<GraphQlField> Selection)
{
    /// <summary>The argument of a name; <see langword="null"/> if it is not given.</summary>
    public GraphQlArgument? Argument(string name) => Arguments.FirstOrDefault(argument => argument.Name == name);
}
