using Rag.Pipeline;
using Rag.Stores.Embedded.Vectors.Graph;

namespace Rag.Stores.Embedded.Vectors;

/// <summary>A query prepared for the scan.</summary>
internal sealed class ScanQuery
{
    private readonly float[] _vector;
    private readonly QuantizedVector _quantized;

    /// <summary>Prepares a checked vector, of length 1 for the cosine metric.</summary>
    public ScanQuery(float[] vector, DistanceMetric metric, int topK)
    {
        _vector = vector;
        _quantized = QuantizedVector.Of(vector);
        Codes = new CodeQuery(_quantized);
        Metric = metric;
        TopK = topK;
    }

    /// <summary>Its codes.</summary>
    public CodeQuery Codes { get; }

    /// <summary>How similarity is measured.</summary>
    public DistanceMetric Metric { get; }

    /// <summary>At most so many hits.</summary>
    public int TopK { get; }

    /// <summary>Makes a product of codes, times the row's scale, the score of the scan.</summary>
    public float ScaleFactor => Metric == DistanceMetric.Euclidean ? 2 * _quantized.Scale : _quantized.Scale;

    /// <summary>
    /// By how much two scores of the scan may be out of order. By Cauchy and Schwarz the product of codes is wrong by
    /// at most |q|·error(v) + error(q)·|v'|, so whatever lies further below the k-th best cannot belong to the best.
    /// The last term is for the rounding of the scan's own arithmetic.
    /// </summary>
    public float Slack(VectorSnapshot snapshot)
    {
        double error = ((double)_quantized.Norm * snapshot.MaxError)
            + ((double)_quantized.Error * (snapshot.MaxNorm + snapshot.MaxError))
            + (1e-6 * snapshot.MaxNorm * (_quantized.Norm + snapshot.MaxNorm));
        return (float)(2 * error * (Metric == DistanceMetric.Euclidean ? 2 : 1));
    }

    /// <summary>It as the point that a walk goes to.</summary>
    public GraphPoint Point => new(_quantized);

    /// <summary>The score of the scan, up to a constant, from the squared distance of a walk.</summary>
    public float ScoreOf(float squaredDistance) =>
        Metric == DistanceMetric.Euclidean ? -squaredDistance : -squaredDistance / 2;

    /// <summary>The score of the metric, from floats.</summary>
    public float Score(ReadOnlySpan<float> vector) => Metric.Score(_vector, vector);
}
