using Rag.Grains.Interfaces;

namespace Rag.Api.Documents;

/// <summary>What became of one document of a batch.</summary>
/// <param name="Index">0-based position in the request.</param>
/// <param name="Status">The HTTP status that the upload alone would have had.</param>
/// <param name="Document">The document; <see langword="null"/> if it was refused.</param>
/// <param name="Error">The refusal; <see langword="null"/> if it was accepted.</param>
internal sealed record BatchResult(int Index, int Status, DocumentInfo? Document, BatchError? Error);
