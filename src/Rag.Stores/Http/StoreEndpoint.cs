namespace Rag.Stores.Http;

/// <summary>A server and how to speak to it.</summary>
/// <param name="Vendor">Its name in messages and logs, for instance <c>Qdrant</c>.</param>
/// <param name="Url">Base address; paths are appended to its own.</param>
/// <param name="Headers">Sent with every request: the key and the version pin.</param>
/// <param name="Secrets">Texts that must never appear in a message, even where the server repeats them.</param>
/// <param name="Options">Time-outs and limits.</param>
internal sealed record StoreEndpoint(
    string Vendor,
    Uri Url,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    IReadOnlyList<string> Secrets,
    HttpStoreOptions Options);
