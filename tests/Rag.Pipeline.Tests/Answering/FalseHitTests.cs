using System.Buffers.Binary;
using System.Globalization;
using System.Numerics.Tensors;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rag.Pipeline.Answering;
using Rag.Pipeline.Tests.Quality;

namespace Rag.Pipeline.Tests.Answering;

/// <summary>
/// 1,190 different questions, about five to a passage: whichever gets the answer of another gets a false one.
/// </summary>
public sealed class FalseHitTests
{
    private const int Dimensions = 384;

    [Theory]
    [InlineData(0.80, 276, 59, 52)]
    [InlineData(0.85, 156, 46, 41)]
    [InlineData(0.90, 95, 34, 34)]
    [InlineData(0.95, 36, 18, 18)]
    public void Questions_that_would_get_the_answer_of_another(
        double threshold, int byLikeness, int sameWords, int samePassage)
    {
        IReadOnlyList<Question> questions = Read();
        int[] counts = new int[3];
        foreach (Question question in questions)
        {
            Question[] alike =
            [
                .. questions.Where(other => other != question
                    && TensorPrimitives.Dot<float>(question.Vector, other.Vector) >= threshold),
            ];
            Question[] agreeing = [.. alike.Where(other => question.Words.Agree(other.Words))];
            if (alike.Length > 0) counts[0]++;
            if (agreeing.Length > 0) counts[1]++;
            if (agreeing.Any(other => other.Passage == question.Passage)) counts[2]++;
        }

        Assert.Equal(1_190, questions.Count);
        Assert.Equal([byLikeness, sameWords, samePassage], counts);
    }

    private static List<Question> Read()
    {
        string queries = SharedData.Path("data", "retrieval", "xquad-en", "queries.jsonl");
        byte[] keys = File.ReadAllBytes(SharedData.Path("embeddings", "all-minilm-l6-v2.keys"));
        byte[] halves = File.ReadAllBytes(SharedData.Path("embeddings", "all-minilm-l6-v2.f16"));
        var rows = new Dictionary<UInt128, int>();
        for (int i = 0; i < keys.Length / 16; i++)
            rows[BinaryPrimitives.ReadUInt128BigEndian(keys.AsSpan(i * 16))] = i;
        var questions = new List<Question>();
        foreach (string line in File.ReadLines(queries))
        {
            using JsonDocument query = JsonDocument.Parse(line);
            string text = query.RootElement.GetProperty("text").GetString()!;
            var vector = new float[Dimensions];
            int offset = rows[KeyOf(text)] * Dimensions * 2;
            for (int j = 0; j < Dimensions; j++)
                vector[j] = (float)BinaryPrimitives.ReadHalfLittleEndian(halves.AsSpan(offset + (2 * j)));
            questions.Add(new Question(
                query.RootElement.GetProperty("passage").GetString()!, vector, QuestionWords.Of(text)));
        }

        return questions;
    }

    /// <summary>By the rule of the recorded vectors: letters, marks and digits in lower case.</summary>
    private static UInt128 KeyOf(string text)
    {
        var kept = new StringBuilder();
        foreach (Rune rune in text.Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) <= UnicodeCategory.OtherNumber)
                kept.Append(Rune.ToLowerInvariant(rune).ToString());
        }

        return BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(kept.ToString())));
    }

    private sealed record Question(string Passage, float[] Vector, QuestionWords Words);
}
