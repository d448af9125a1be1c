using Rag.Grains.Interfaces;
using Rag.Pipeline.Retrieval;

namespace Rag.Grains.Queries;

/// <summary>A search that its collections have admitted.</summary>
/// <param name="Request">What to retrieve and where.</param>
/// <param name="Generation">The greatest generation among the collections.</param>
/// <param name="Limit">The tightest rate limit after it.</param>
internal sealed record AdmittedSearch(RetrievalRequest Request, int Generation, RateLimitState? Limit);
