using System.Text;
using System.Text.Json;

namespace Rag.Benchmarks.Load;

/// <summary>Text files to upload and questions to ask.</summary>
/// <param name="Files">File name and content.</param>
/// <param name="Questions">Questions, asked in turn.</param>
internal sealed record LoadCorpus(IReadOnlyList<(string Name, byte[] Content)> Files, IReadOnlyList<string> Questions)
{
    private const int Seed = 7;
    private const int DocumentCount = 100;
    private const int DocumentCharacters = 82_000;
    private const int QuestionCount = 200;
    private const int VocabularySize = 8_000;

    private static readonly string[] Syllables =
    [
        "ba", "co", "di", "fu", "ga", "he", "ki", "lo", "mu", "ne",
        "pa", "qui", "ro", "sa", "te", "vi", "wo", "xa", "yu", "ze",
    ];

    /// <summary>Reads <c>*.txt</c> of the folder or of its <c>corpus</c>, and <c>questions.json</c>.</summary>
    public static LoadCorpus Read(string directory)
    {
        string texts = Path.Combine(directory, "corpus");
        return new LoadCorpus(
            [
                .. Directory.EnumerateFiles(Directory.Exists(texts) ? texts : directory, "*.txt")
                    .Order(StringComparer.Ordinal)
                    .Select(file => (Path.GetFileName(file), File.ReadAllBytes(file))),
            ],
            JsonSerializer.Deserialize<string[]>(File.ReadAllText(Path.Combine(directory, "questions.json")))!);
    }

    /// <summary>
    /// Makes 100 documents of about 82,000 characters (some 11,400 chunks of 1,000 with an overlap of 200) from 8,000
    /// invented words whose frequencies fall like those of a language, and 200 questions; always the same.
    /// </summary>
    public static LoadCorpus Make()
    {
        Random random = new(Seed);
        string[] vocabulary =
        [
            .. Enumerable.Range(0, VocabularySize).Select(_ =>
                string.Concat(random.GetItems(Syllables, random.Next(1, 5)))),
        ];
        double[] cumulative = new double[VocabularySize];
        for (int i = 0; i < VocabularySize; i++) cumulative[i] = (i == 0 ? 0 : cumulative[i - 1]) + (1.0 / (i + 10));

        List<string> questions = [];
        List<(string, byte[])> files = [];
        for (int d = 0; d < DocumentCount; d++)
        {
            string[] topics = random.GetItems(vocabulary.AsSpan(500), 20);
            StringBuilder text = new();
            while (text.Length < DocumentCharacters)
            {
                string topic = topics[random.Next(topics.Length)];
                string paragraph = string.Join(
                    ' ', Enumerable.Range(0, random.Next(3, 10)).Select(_ => Sentence(topic)));
                text.Append(paragraph).Append("\n\n");
                if (questions.Count < QuestionCount && random.NextDouble() < .02)
                    questions.Add(string.Join(' ', paragraph.Split(' ').Take(10)));
            }

            files.Add(($"doc{d:000}.txt", Encoding.ASCII.GetBytes(text.ToString())));
        }

        while (questions.Count < QuestionCount) questions.Add(string.Join(' ', Words(10)));
        return new LoadCorpus(files, questions);

        IEnumerable<string> Words(int count) => Enumerable.Range(0, count).Select(_ =>
        {
            int found = Array.BinarySearch(cumulative, random.NextDouble() * cumulative[^1]);
            return vocabulary[found < 0 ? ~found : found];
        });

        string Sentence(string topic)
        {
            string[] words = [.. Words(random.Next(8, 19))];
            words[random.Next(words.Length)] = topic;
            words[0] = char.ToUpperInvariant(words[0][0]) + words[0][1..];
            return string.Join(' ', words) + ".";
        }
    }
}
