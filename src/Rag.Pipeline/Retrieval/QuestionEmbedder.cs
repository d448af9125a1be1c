using Microsoft.Extensions.AI;
using Rag.Pipeline.Models;

namespace Rag.Pipeline.Retrieval;

/// <summary>Embeds the texts of a request, once for each model among its collections.</summary>
internal sealed class QuestionEmbedder(IEmbeddingModels models, TimeProvider time)
{
    public async Task<QueryVectors> EmbedAsync(RetrievalRequest request, CancellationToken cancellationToken)
    {
        if (request.Vector is { } given) return QueryVectors.Given(given, request.Targets.Count);
        long start = time.GetTimestamp();
        var byModel = new Dictionary<EmbeddingModelId, (int Group, GeneratedEmbeddings<Embedding<float>> Made)>();
        int tokens = 0;
        var groups = new int[request.Targets.Count];
        var vectors = new ReadOnlyMemory<float>[request.Texts.Count][];
        for (int text = 0; text < vectors.Length; text++) vectors[text] = new ReadOnlyMemory<float>[groups.Length];
        for (int i = 0; i < groups.Length; i++)
        {
            EmbeddingModelId id = request.Targets[i].Model;
            if (!byModel.TryGetValue(id, out (int Group, GeneratedEmbeddings<Embedding<float>> Made) known))
            {
                GeneratedEmbeddings<Embedding<float>> made = await models.Get(id).QueryGenerator.GenerateAsync(
                    request.Texts, cancellationToken: cancellationToken);
                tokens += (int)(made.Usage?.InputTokenCount ?? 0);
                byModel[id] = known = (byModel.Count, made);
            }

            groups[i] = known.Group;
            for (int text = 0; text < vectors.Length; text++) vectors[text][i] = known.Made[text].Vector;
        }

        return new QueryVectors(vectors, groups, time.GetElapsedTime(start), tokens);
    }
}
