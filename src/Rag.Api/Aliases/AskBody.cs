using Rag.Api.Queries;

namespace Rag.Api.Aliases;

/// <summary>A question that names its collection in the body.</summary>
internal sealed record AskBody : QueryBody
{
    /// <summary>The collection; default <c>default</c>.</summary>
    public string? Collection { get; init; }

    /// <summary>The same as <see cref="Collection"/>.</summary>
    public string? CollectionName { get; init; }
}
