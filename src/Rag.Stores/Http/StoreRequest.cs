namespace Rag.Stores.Http;

/// <summary>A request. Every one can be sent twice with the effect of once: that is what makes retrying safe.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">Path below the endpoint's address and query, percent-encoded, without a leading slash.</param>
internal sealed record StoreRequest(HttpMethod Method, string Path)
{
    /// <summary>JSON in UTF-8; <see langword="null"/> for none.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>What the request does, for messages: the path without ids and values.</summary>
    public override string ToString() => $"{Method} /{Path.Split('?')[0]}";
}
