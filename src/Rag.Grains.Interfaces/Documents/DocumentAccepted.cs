namespace Rag.Grains.Interfaces;

/// <summary>Answer to an upload.</summary>
/// <param name="Document">The document.</param>
/// <param name="Deduplicated">The same content under the same id was there already; nothing is done again.</param>
[GenerateSerializer, Immutable, Alias("rag.document-accepted")]
public sealed record DocumentAccepted([property: Id(0)] DocumentInfo Document, [property: Id(1)] bool Deduplicated)
{
    /// <summary>The request repeated an earlier one: it had the same idempotency key and the same content.</summary>
    [Id(2)]
    public bool Replayed { get; init; }
}
