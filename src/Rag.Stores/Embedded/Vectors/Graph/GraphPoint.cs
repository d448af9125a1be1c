namespace Rag.Stores.Embedded.Vectors.Graph;

/// <summary>A point that distances are measured from: a query, or a stored vector.</summary>
internal readonly ref struct GraphPoint
{
    /// <summary>A query's point.</summary>
    public GraphPoint(QuantizedVector vector)
    {
        Codes = vector.Codes;
        Scale = vector.Scale;
        SquaredNorm = vector.Norm * vector.Norm;
    }

    /// <summary>A stored vector's point.</summary>
    public GraphPoint(VectorBlock block, int place)
    {
        Codes = block.Codes.AsSpan(place * block.PaddedLength, block.PaddedLength);
        Scale = block.Scales[place];
        SquaredNorm = block.SquaredNorms[place];
    }

    /// <summary>Its codes, padded.</summary>
    public ReadOnlySpan<sbyte> Codes { get; }

    /// <summary>What a code of 1 stands for.</summary>
    public float Scale { get; }

    /// <summary>Square of its length.</summary>
    public float SquaredNorm { get; }

    /// <summary>The squared distance to a stored vector, from the codes; 0 or more. It orders as the cosine and the
    /// distance do, the former because its vectors are stored with length 1.</summary>
    public float DistanceTo(VectorBlock block, int place)
    {
        int product = CodeProduct.Of(Codes, block.Codes.AsSpan(place * block.PaddedLength, block.PaddedLength));
        float distance = SquaredNorm + block.SquaredNorms[place] - (2 * Scale * block.Scales[place] * product);
        return Math.Max(0, distance);
    }
}
