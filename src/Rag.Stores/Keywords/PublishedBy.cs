namespace Rag.Stores.Keywords;

/// <summary>What hits show of their document.</summary>
/// <param name="Title">Its title, if it has one.</param>
/// <param name="Author">Its author, if known.</param>
internal sealed record PublishedBy(string? Title, string? Author);
