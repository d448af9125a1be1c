using Rag.Pipeline.Filtering;

namespace Rag.Pipeline;

/// <summary>What a hit tells of its document beside the passage.</summary>
/// <param name="Title">From the uploader, else from the file, else <see langword="null"/>.</param>
/// <param name="Author">From the uploader, else from the file, else <see langword="null"/>.</param>
/// <param name="Metadata">The uploader's flat key-value pairs.</param>
public sealed record DocumentDescription(string? Title, string? Author, Metadata Metadata);
