namespace Rag.Api.OpenApi;

/// <summary>
/// The body an endpoint reads itself, for the OpenAPI document only: routing must not judge content types.
/// </summary>
/// <param name="Type">Its JSON type; <see langword="null"/> if it is never JSON.</param>
/// <param name="ContentTypes">Media types, the recommended one first.</param>
/// <param name="Example">A body in JSON; <see langword="null"/> if it is never JSON.</param>
internal sealed record BodyDescription(Type? Type, IReadOnlyList<string> ContentTypes, string? Example);
