using Microsoft.Extensions.AI;
using Rag.Pipeline.Prompting;
using Rag.Pipeline.Usage;

namespace Rag.Pipeline.Models;

/// <summary>Embeds texts for somebody who keeps the vectors; batches are as large as the model takes.</summary>
public sealed class TextEmbedder(IEmbeddingModels models)
{
    /// <summary>The vectors of texts, in their order.</summary>
    /// <param name="id">The model.</param>
    /// <param name="texts">Texts that are not empty.</param>
    /// <param name="areQuestions">Embed them as questions, not as passages.</param>
    /// <param name="usage">Gets what the model used, also of batches before one that failed.</param>
    /// <param name="cancellationToken">Stops between and within batches.</param>
    /// <exception cref="ModelException">The model failed.</exception>
    public async Task<EmbeddedTexts> EmbedAsync(
        EmbeddingModelId id,
        IReadOnlyList<string> texts,
        bool areQuestions,
        UsageTally usage,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(usage);
        EmbeddingModel model = models.Get(id);
        IEmbeddingGenerator<string, Embedding<float>> generator =
            areQuestions ? model.QueryGenerator : model.Generator;
        var vectors = new List<float[]>(texts.Count);
        long tokens = 0;
        (int Index, int Characters)? cut = null;
        foreach (string[] batch in texts.Chunk(model.MaxBatch))
        {
            GeneratedEmbeddings<Embedding<float>> made =
                await generator.GenerateAsync(batch, cancellationToken: cancellationToken);
            ModelUsage? used = EmbeddingUsage.Of(id, made);
            if (used is not null) usage.Add(used);
            tokens += used?.InputTokens ?? batch.Sum(static text => TokenEstimate.Of(text));
            foreach (Embedding<float> embedding in made)
            {
                object? kept = null;
                if (embedding.AdditionalProperties?.TryGetValue(EmbeddingNotes.KeptCharacters, out kept) == true)
                    cut ??= (vectors.Count, (int)kept!);
                vectors.Add(embedding.Vector.ToArray());
            }
        }

        return new EmbeddedTexts(vectors, tokens, cut?.Index, cut?.Characters);
    }
}
