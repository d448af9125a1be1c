using Rag.Pipeline.Filtering;

namespace Rag.Pipeline.Suggesting;

/// <summary>Titles and headings of an index as they were at a moment.</summary>
/// <param name="Phrases">The phrases.</param>
/// <param name="Metadata">The different metadata of the passages below them.</param>
internal sealed record HeadingIndex(PhraseIndex Phrases, IReadOnlyList<Metadata> Metadata)
{
    private const int MinLength = 2;

    /// <summary>A longer heading is a paragraph that was taken for one.</summary>
    private const int MaxLength = 200;

    /// <summary>Makes one of what stands above the passages.</summary>
    public static HeadingIndex Of(IReadOnlyList<ChunkHeading> headings)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var witnesses = new Dictionary<(PhraseKind, string), List<PhraseWitness>>();
        foreach (ChunkHeading heading in headings)
        {
            if (!numbers.TryGetValue(heading.MetadataJson, out int number))
                numbers[heading.MetadataJson] = number = numbers.Count;
            var witness = new PhraseWitness(heading.Id, heading.DocumentId, number);
            Add(PhraseKind.Title, heading.Title, witness);
            foreach (string part in heading.Section?.Split(" > ") ?? []) Add(PhraseKind.Heading, part, witness);
        }

        var phrases = new PhraseIndex(
            witnesses.Select(pair => new Phrase(pair.Key.Item2, pair.Key.Item1, pair.Value)));
        return new HeadingIndex(phrases, [.. numbers.Keys.Select(MetadataReader.Read)]);

        void Add(PhraseKind kind, string? text, PhraseWitness witness)
        {
            text = text?.Trim() ?? "";
            if (text.Length is < MinLength or > MaxLength) return;
            if (!witnesses.TryGetValue((kind, text), out List<PhraseWitness>? known))
                witnesses[(kind, text)] = known = [];
            // The headings of one document come one after the other.
            if (known.Count == 0 || known[^1].DocumentId != witness.DocumentId
                || known[^1].MetadataNumber != witness.MetadataNumber)
                known.Add(witness);
        }
    }
}
