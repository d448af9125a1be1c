namespace Rag.Api.OpenApi;

/// <summary>A parameter that an endpoint reads itself.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">Meaning, range and default.</param>
/// <param name="IsHeader">In a header, not in the query string.</param>
internal sealed record ParameterDescription(string Name, string Description, bool IsHeader);
