namespace Rag.Benchmarks.Quality;

/// <summary>
/// How well retrieved chunks cover the characters that answer a question, after Chroma's "Evaluating chunking": each
/// 0..1, higher is better. Characters that two chunks repeat count twice as retrieved.
/// </summary>
/// <param name="Recall">Share of the answering characters that were retrieved.</param>
/// <param name="Precision">Share of the retrieved characters that answer.</param>
/// <param name="IntersectionOverUnion">Both in one.</param>
/// <param name="PrecisionCeiling">
/// Precision_Ω: with a perfect search, the share that answers within all chunks that hold a part of the answer. It
/// depends on the cutting alone.
/// </param>
internal sealed record PassageScores(
    double Recall, double Precision, double IntersectionOverUnion, double PrecisionCeiling)
{
    /// <summary>The mean of at least one.</summary>
    public static PassageScores Mean(IReadOnlyCollection<PassageScores> each) => new(
        each.Average(one => one.Recall),
        each.Average(one => one.Precision),
        each.Average(one => one.IntersectionOverUnion),
        each.Average(one => one.PrecisionCeiling));

    /// <summary>The scores of one question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="retrieved">The chunks retrieved for it, of whatever document.</param>
    /// <param name="chunks">All chunks of the document that answers it.</param>
    public static PassageScores Of(PassageQuestion question, IReadOnlyList<Hit> retrieved, IReadOnlyList<Span> chunks)
    {
        List<Span> references = Union(question.References);
        Span[] right = [.. retrieved.Where(hit => hit.DocumentId == question.Document).Select(hit => hit.Span)];
        int hit = Size(Intersection(references, right));
        int total = retrieved.Sum(chunk => chunk.Span.Length);
        int missed = Size(references) - hit;
        return new PassageScores(
            (double)hit / question.References.Sum(reference => reference.Length),
            total == 0 ? 0 : (double)hit / total,
            total + missed == 0 ? 0 : (double)hit / (total + missed),
            Ceiling(references, chunks));
    }

    private static double Ceiling(List<Span> references, IReadOnlyList<Span> chunks)
    {
        Span[] touching = [.. chunks.Where(chunk => references.Any(chunk.Overlaps))];
        if (touching.Length == 0) return 0;
        int hit = Size(Intersection(references, touching));
        return (double)hit / (Size(Union(touching)) + Size(references) - hit);
    }

    private static int Size(IEnumerable<Span> spans) => spans.Sum(span => span.Length);

    private static List<Span> Intersection(List<Span> left, Span[] right) => Union(
        from a in left
        from b in right
        where a.Overlaps(b)
        select new Span(Math.Max(a.Start, b.Start), Math.Min(a.End, b.End)));

    private static List<Span> Union(IEnumerable<Span> spans)
    {
        List<Span> union = [];
        foreach (Span span in spans.OrderBy(span => span.Start).ThenBy(span => span.End))
        {
            if (union.Count > 0 && span.Start <= union[^1].End)
                union[^1] = union[^1] with { End = Math.Max(union[^1].End, span.End) };
            else
                union.Add(span);
        }

        return union;
    }
}
