using System.Numerics.Tensors;
using System.Text.RegularExpressions;
using Rag.Pipeline.Retrieval;

namespace Rag.Pipeline.Answering;

/// <summary>What tells whether an answer fits a question that was worded otherwise.</summary>
internal sealed partial class QuestionLikeness
{
    private readonly float[] _direction;

    /// <summary>Creates it.</summary>
    /// <param name="bucket">
    /// Digest of all but the question: answers fit only where tenant, collections, generations, model, settings,
    /// instructions and the passages that were found are the same.
    /// </param>
    /// <param name="question">The question.</param>
    /// <param name="vector">Its vector of a semantic model.</param>
    /// <param name="sources">The passages by number, from 1.</param>
    public QuestionLikeness(
        string bucket, string question, ReadOnlySpan<float> vector, IReadOnlyList<Passage> sources)
    {
        Bucket = bucket;
        Question = question;
        Words = QuestionWords.Of(question);
        _direction = vector.ToArray();
        float length = TensorPrimitives.Norm(vector);
        if (length > 0) TensorPrimitives.Divide(_direction, length, _direction);
        Sources = [.. sources.Select(source => source.Chunk.Id)];
    }

    public string Bucket { get; }

    public string Question { get; }

    public QuestionWords Words { get; }

    public IReadOnlyList<ChunkId> Sources { get; }

    /// <summary>About how much memory it takes, in bytes.</summary>
    public long Size => (4L * _direction.Length) + (6L * Question.Length) + (32L * Sources.Count) + 200;

    /// <summary>Cosine of both vectors; -1 if the questions differ in a word that an embedding hardly sees.</summary>
    public double SimilarityTo(QuestionLikeness other) => Words.Agree(other.Words)
        ? TensorPrimitives.Dot(_direction, other._direction)
        : -1;

    /// <summary>What was said to this question, with the numbers that its sources have for another one.</summary>
    public KeptAnswer Renumber(KeptAnswer said, QuestionLikeness other) => Sources.SequenceEqual(other.Sources)
        ? said
        : said with
        {
            Text = Marker().Replace(said.Text, marker =>
            {
                int number = int.Parse(marker.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
                return number >= 1 && number <= Sources.Count
                    ? $"[{other.Sources.Index().First(source => source.Item == Sources[number - 1]).Index + 1}]"
                    : marker.Value;
            }),
        };

    [GeneratedRegex(@"\[(\d{1,3})\]")]
    private static partial Regex Marker();
}
