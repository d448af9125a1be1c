using System.Diagnostics;
using System.Numerics.Tensors;
using Microsoft.Extensions.AI;
using Rag.Pipeline.Models;
using Rag.Pipeline.Usage;

namespace Rag.Pipeline.Retrieval;

/// <summary>Embeds the texts of a request, once for each model among its collections.</summary>
internal sealed class QuestionEmbedder(IEmbeddingModels models, TimeProvider time)
{
    public async Task<QueryVectors> EmbedAsync(
        RetrievalRequest request, UsageTally usage, CancellationToken cancellationToken)
    {
        if (request.Vector is { } given) return QueryVectors.Given(given, request.Targets);
        long start = time.GetTimestamp();
        var byModel = new Dictionary<EmbeddingModelId, ReadOnlyMemory<float>[]>();
        int targets = request.Targets.Count;
        var vectors = new ReadOnlyMemory<float>[request.Texts.Count][];
        for (int text = 0; text < vectors.Length; text++) vectors[text] = new ReadOnlyMemory<float>[targets];
        for (int i = 0; i < targets; i++)
        {
            EmbeddingModelId id = request.Targets[i].Model;
            if (id.IsExternal) continue;
            if (!byModel.TryGetValue(id, out ReadOnlyMemory<float>[]? made))
                byModel[id] = made = await EmbedAsync(request, models.Get(id), usage, cancellationToken);
            for (int text = 0; text < vectors.Length; text++) vectors[text][i] = made[text];
        }

        return new QueryVectors(vectors, QueryVectors.GroupsOf(request.Targets), time.GetElapsedTime(start));
    }

    private static async Task<ReadOnlyMemory<float>[]> EmbedAsync(
        RetrievalRequest request, EmbeddingModel model, UsageTally usage, CancellationToken cancellationToken)
    {
        GeneratedEmbeddings<Embedding<float>> made = await model.QueryGenerator.GenerateAsync(
            request.Texts, cancellationToken: cancellationToken);
        if (EmbeddingUsage.Of(model.Id, made) is { } used) usage.Add(used);
        ReadOnlyMemory<float>[] vectors = [.. made.Select(embedding => embedding.Vector)];
        if (request.ImaginedPassage is not { } imagined) return vectors;
        Debug.Assert(vectors.Length == 1, "A passage is imagined for one text.");
        GeneratedEmbeddings<Embedding<float>> passage = await model.Generator.GenerateAsync(
            [imagined], cancellationToken: cancellationToken);
        if (EmbeddingUsage.Of(model.Id, passage) is { } more) usage.Add(more);
        return [MeanOf(vectors[0].Span, passage[0].Vector.Span)];
    }

    /// <summary>The direction between two vectors, as long as the first: some metrics depend on the length.</summary>
    private static float[] MeanOf(ReadOnlySpan<float> question, ReadOnlySpan<float> passage)
    {
        var mean = new float[question.Length];
        TensorPrimitives.Add(question, passage, mean);
        float length = TensorPrimitives.Norm(mean);
        // Opposite vectors have no direction between them.
        if (!(length > 0)) return question.ToArray();
        TensorPrimitives.Multiply(mean, TensorPrimitives.Norm(question) / length, mean);
        return mean;
    }
}
