using Rag.Grains.Interfaces;

namespace Rag.Api.Streaming;

/// <summary>Data of the first event.</summary>
/// <param name="Id">The query's id, for resuming and cancelling.</param>
/// <param name="Sources">The passages that the answer is made from, by rank.</param>
internal sealed record SourcesEvent(string Id, IReadOnlyList<Hit> Sources);
