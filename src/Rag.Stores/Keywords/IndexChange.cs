namespace Rag.Stores.Keywords;

/// <summary>A change of what is visible, as committed. Applied as a whole: no search sees a part of it.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="Version">The version that is visible now; meaningless without <paramref name="Shown"/>.</param>
/// <param name="PublishedBy">Title and author of the version that is visible now.</param>
/// <param name="Shown">Its passages in order; <see langword="null"/>: the document is hidden.</param>
/// <param name="Hidden">The <see cref="TermFrequencies"/> of the passages that were visible before;
/// <see langword="null"/>: nobody knows them but an index that remembers them.</param>
internal sealed record IndexChange(
    string DocumentId,
    long Version,
    PublishedBy PublishedBy,
    IReadOnlyList<PassageTerms>? Shown,
    IReadOnlyList<byte[]>? Hidden);
