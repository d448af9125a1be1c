using Rag.Stores.Keywords;

namespace Rag.Stores.Postgres.Keywords;

/// <summary>A copy of a keyword index that is exactly what the database held at a moment.</summary>
/// <param name="Index">The copy.</param>
/// <param name="Moment">The moment.</param>
internal sealed record HeldIndex(KeywordIndex Index, IndexMoment Moment);
