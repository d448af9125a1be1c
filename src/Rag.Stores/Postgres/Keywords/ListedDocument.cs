namespace Rag.Stores.Postgres.Keywords;

/// <summary>A document as a list saw it.</summary>
/// <param name="DocumentKey">Its row.</param>
/// <param name="DocumentId">Its id.</param>
/// <param name="Version">The visible version; <see langword="null"/> if none is.</param>
/// <param name="Chunks">How many passages are visible.</param>
internal sealed record ListedDocument(long DocumentKey, string DocumentId, long? Version, int Chunks);
