using Rag.Pipeline.Models;
using Rag.Pipeline.Retrieval;

namespace Rag.Pipeline.Tests.Retrieval;

public sealed class QueryVectorsTests
{
    private static readonly EmbeddingModelId Mine = new("external", "mine", 3);
    private static readonly EmbeddingModelId Yours = new("external", "yours", 3);

    [Fact]
    public void Similarities_share_a_scale_if_model_and_metric_are_the_same_whatever_the_store()
    {
        QueryVectors vectors = QueryVectors.Given(
            new float[] { 1, 2, 3 },
            [
                Target(Mine, "embedded", DistanceMetric.Cosine), Target(Yours, "embedded", DistanceMetric.Cosine),
                Target(Mine, "qdrant", DistanceMetric.Cosine), Target(Mine, "embedded", DistanceMetric.Euclidean),
            ]);

        Assert.Equal([0, 1, 0, 2], vectors.Groups);
        Assert.Equal([1, 2, 3], vectors.Of(0, 3).ToArray());
    }

    private static RetrievalTarget Target(EmbeddingModelId model, string store, DistanceMetric metric) =>
        new(new IndexId("t", "c", 1), model, store, metric);
}
