namespace Rag.Pipeline.Suggesting;

/// <summary>A phrase that what was typed may become.</summary>
/// <param name="Phrase">The phrase.</param>
/// <param name="Typos">Slips in what was typed, 0 or more.</param>
/// <param name="IsStart">Whether the phrase begins with it.</param>
internal readonly record struct PhraseMatch(Phrase Phrase, int Typos, bool IsStart);
