namespace Rag.Stores.Postgres.Keywords;

/// <summary>Documents of an index at a moment.</summary>
/// <param name="Moment">The moment.</param>
/// <param name="Documents">The documents; as many as were asked for if there are perhaps more.</param>
internal sealed record DocumentList(IndexMoment Moment, IReadOnlyList<ListedDocument> Documents)
{
    /// <summary>Their visible passages.</summary>
    public long Passages { get; } = Documents.Sum(static document => (long)document.Chunks);
}
