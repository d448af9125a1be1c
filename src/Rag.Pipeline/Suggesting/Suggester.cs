using Microsoft.Extensions.Options;

namespace Rag.Pipeline.Suggesting;

/// <summary>
/// Suggests titles and headings while somebody types. They are kept in memory and may lack what was published in the
/// last seconds; whether one may still be shown is asked of the chunk store each time, so nothing that was deleted,
/// replaced or filtered out appears.
/// </summary>
public sealed class Suggester(IChunkStore chunks, IOptions<SuggestionOptions> options, TimeProvider time)
{
    /// <summary>Phrases whose passages are looked up at a time.</summary>
    private const int BatchSize = 32;

    /// <summary>Passages of a phrase that are looked up; if all of them are gone, the phrase waits for the next
    /// reading.</summary>
    private const int WitnessesLookedUp = 8;

    private readonly HeadingIndexes _indexes = new(chunks, options.Value, time);

    /// <summary>Suggests, best first.</summary>
    /// <exception cref="StoreException">The chunk store failed.</exception>
    public async Task<IReadOnlyList<Suggestion>> SuggestAsync(
        IndexId index, SuggestionQuery query, CancellationToken cancellationToken)
    {
        HeadingIndex headings = await _indexes.GetAsync(index, cancellationToken);
        var isMatch = new bool?[headings.Metadata.Count];
        var suggestions = new List<Suggestion>(query.Limit);
        IEnumerable<(PhraseMatch Match, PhraseWitness[] Witnesses)> possible = headings.Phrases.Find(query.Text)
            .Select(match => (match, WitnessesOf(match.Phrase)))
            .Where(pair => pair.Item2.Length > 0);
        foreach ((PhraseMatch Match, PhraseWitness[] Witnesses)[] batch in possible.Chunk(BatchSize))
        {
            suggestions.AddRange(await VisibleAsync(index, batch, cancellationToken));
            if (suggestions.Count >= query.Limit) break;
        }

        return suggestions.Count <= query.Limit ? suggestions : suggestions[..query.Limit];

        PhraseWitness[] WitnessesOf(Phrase phrase) =>
        [
            .. phrase.Witnesses
                .Where(witness => isMatch[witness.MetadataNumber] ??= Matches(query, headings, witness))
                .Take(WitnessesLookedUp),
        ];
    }

    private static bool Matches(SuggestionQuery query, HeadingIndex headings, PhraseWitness witness) =>
        query.Filter is not { } filter || filter.Matches(headings.Metadata[witness.MetadataNumber]);

    private async Task<IEnumerable<Suggestion>> VisibleAsync(
        IndexId index, (PhraseMatch Match, PhraseWitness[] Witnesses)[] batch, CancellationToken cancellationToken)
    {
        ScoredChunk[] asked =
            [.. batch.SelectMany(pair => pair.Witnesses).Select(witness => new ScoredChunk(witness.Id, 0))];
        HashSet<ChunkId> visible =
            [.. (await chunks.SelectVisibleAsync(index, asked, cancellationToken)).Select(chunk => chunk.Id)];
        return
            from pair in batch
            let witness = pair.Witnesses.FirstOrDefault(witness => visible.Contains(witness.Id))
            where witness.DocumentId is not null
            let phrase = pair.Match.Phrase
            select new Suggestion(
                phrase.Text, phrase.Kind, witness.DocumentId, pair.Match.Typos, pair.Match.IsStart);
    }
}
