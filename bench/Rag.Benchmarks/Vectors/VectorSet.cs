using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Rag.Benchmarks.Vectors;

/// <summary>Vectors, queries and the ten nearest vectors of each query.</summary>
/// <param name="Dimensions">Length of every vector.</param>
/// <param name="Base">The vectors, of length 1, one after the other.</param>
/// <param name="Queries">The queries, one after the other.</param>
/// <param name="Nearest">Places of the ten nearest vectors of each query.</param>
internal sealed record VectorSet(int Dimensions, float[] Base, float[] Queries, int[] Nearest)
{
    /// <summary>Nearest vectors that are known of each query.</summary>
    public const int TopK = 10;

    /// <summary>Number of vectors.</summary>
    public int Count => Base.Length / Dimensions;

    /// <summary>Number of queries.</summary>
    public int QueryCount => Queries.Length / Dimensions;

    /// <summary>Reads <c>SET.base.f32</c>, <c>SET.query.f32</c> and <c>SET.gt.i32</c>.</summary>
    /// <exception cref="BenchmarkException">They do not fit each other.</exception>
    public static VectorSet Read(string path, int dimensions)
    {
        var set = new VectorSet(
            dimensions, Read<float>(path + ".base.f32"), Read<float>(path + ".query.f32"), Read<int>(path + ".gt.i32"));
        bool fits = set.Base.Length % dimensions == 0 && set.Queries.Length % dimensions == 0
            && set.Nearest.Length == set.QueryCount * TopK;
        return fits
            ? set
            : throw new BenchmarkException($"The files of '{path}' do not fit {dimensions} dimensions and each other.");
    }

    /// <summary>A vector.</summary>
    public ReadOnlySpan<float> Vector(int place) => Base.AsSpan(place * Dimensions, Dimensions);

    /// <summary>A query.</summary>
    public ReadOnlySpan<float> Query(int place) => Queries.AsSpan(place * Dimensions, Dimensions);

    /// <summary>Places of the nearest vectors of a query among those whose place, modulo 100, is below a
    /// percentage.</summary>
    public HashSet<int> NearestAmong(int query, int percent)
    {
        if (percent >= 100) return [.. Nearest.AsSpan(query * TopK, TopK)];
        return
        [
            .. Enumerable.Range(0, Count).AsParallel()
                .Where(place => place % 100 < percent)
                .Select(place => (Place: place, Product: TensorPrimitives.Dot(Vector(place), Query(query))))
                .OrderByDescending(found => found.Product).Take(TopK).Select(found => found.Place),
        ];
    }

    private static T[] Read<T>(string path)
        where T : struct
    {
        byte[] bytes = File.ReadAllBytes(path);
        var items = new T[bytes.Length / Marshal.SizeOf<T>()];
        bytes.AsSpan(0, items.Length * Marshal.SizeOf<T>()).CopyTo(MemoryMarshal.AsBytes(items.AsSpan()));
        return items;
    }
}
