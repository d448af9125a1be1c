using Microsoft.Extensions.AI;
using Rag.Pipeline.Models;
using Rag.Pipeline.Usage;

namespace Rag.Pipeline.Retrieval;

/// <summary>Embeds the texts of a request, once for each model among its collections.</summary>
internal sealed class QuestionEmbedder(IEmbeddingModels models, TimeProvider time)
{
    public async Task<QueryVectors> EmbedAsync(RetrievalRequest request, CancellationToken cancellationToken)
    {
        if (request.Vector is { } given) return QueryVectors.Given(given, request.Targets);
        long start = time.GetTimestamp();
        var byModel = new Dictionary<EmbeddingModelId, GeneratedEmbeddings<Embedding<float>>>();
        var usage = new List<ModelUsage>();
        int targets = request.Targets.Count;
        var vectors = new ReadOnlyMemory<float>[request.Texts.Count][];
        for (int text = 0; text < vectors.Length; text++) vectors[text] = new ReadOnlyMemory<float>[targets];
        for (int i = 0; i < targets; i++)
        {
            EmbeddingModelId id = request.Targets[i].Model;
            if (!byModel.TryGetValue(id, out GeneratedEmbeddings<Embedding<float>>? made))
            {
                made = await models.Get(id).QueryGenerator.GenerateAsync(
                    request.Texts, cancellationToken: cancellationToken);
                if (EmbeddingUsage.Of(id, made) is { } used) usage.Add(used);
                byModel[id] = made;
            }

            for (int text = 0; text < vectors.Length; text++) vectors[text][i] = made[text].Vector;
        }

        return new QueryVectors(
            vectors, QueryVectors.GroupsOf(request.Targets), time.GetElapsedTime(start), usage);
    }
}
