using System.Text.Json;

namespace Rag.Benchmarks.Quality;

/// <summary>A question whose answer is known to the character.</summary>
/// <param name="Text">The question.</param>
/// <param name="Document">The document that answers it.</param>
/// <param name="References">The spans that answer it, as given; they may touch or overlap.</param>
internal sealed record PassageQuestion(string Text, string Document, IReadOnlyList<Span> References)
{
    /// <summary>Whether a folder holds such questions.</summary>
    public static bool AreIn(string directory) => File.Exists(Path.Combine(directory, "questions.jsonl"));

    /// <summary>Reads <c>questions.jsonl</c>: <c>text, corpus, refs: [[start, end], …]</c>.</summary>
    public static IReadOnlyList<PassageQuestion> ReadAll(string directory) =>
    [
        .. from question in RetrievalSet.ReadJsonLines(Path.Combine(directory, "questions.jsonl"))
           select new PassageQuestion(
               question.GetProperty("text").GetString()!,
               question.GetProperty("corpus").GetString()!,
               [.. question.GetProperty("refs").EnumerateArray().Select(ReadSpan)]),
    ];

    private static Span ReadSpan(JsonElement pair) => new(pair[0].GetInt32(), pair[1].GetInt32());
}
