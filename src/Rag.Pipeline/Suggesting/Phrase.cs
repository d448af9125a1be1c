namespace Rag.Pipeline.Suggesting;

/// <summary>A phrase that may be suggested.</summary>
/// <param name="Text">As it is shown.</param>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Witnesses">Passages that it stands above; none of a question.</param>
internal sealed record Phrase(string Text, PhraseKind Kind, IReadOnlyList<PhraseWitness> Witnesses);
