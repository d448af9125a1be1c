using Rag.Stores.Keywords;

namespace Rag.Stores.Embedded.Chunks;

/// <summary>How a withdrawal ended in the database; memory follows after the commit.</summary>
/// <param name="HidesSomething">Whether the document was visible.</param>
/// <param name="Change">What changed; <see langword="null"/> if nobody had the index in memory.</param>
internal sealed record Withdrawal(bool HidesSomething, IndexChange? Change);
