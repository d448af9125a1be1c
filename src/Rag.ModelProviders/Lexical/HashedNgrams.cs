using System.Numerics.Tensors;
using Rag.Pipeline.Lexical;

namespace Rag.ModelProviders.Lexical;

/// <summary>
/// The formula of the model <c>hashed-ngrams-v1</c>: feature hashing (Weinberger et al., 2009) of words and pieces of
/// words. It finds spellings, inflections and compounds, not meanings: "car" and "automobile" share nothing.
/// </summary>
/// <remarks>
/// Each distinct term of the shared text analysis, standing f times in the text, weighs
/// <c>w = (1 + ln f) · √length</c>. Inverse document frequency, which would tell the telling words from the common,
/// is not known to a model that sees one text at a time; the length of the word stands in for it (+.01 nDCG@10 on
/// English, +.07 on German, whose common words the analysis keeps). The term adds ±w to the component that its hash
/// selects. So does each of its n character 3- to 5-grams, the word's ends marked, with ±w/√n: together they weigh as
/// much as the word. A pair of East Asian characters has its two characters instead, ±w/2 each; other terms below three
/// units have nothing. Component = upper half of the hash scaled to the dimensions, sign = lowest bit
/// (<see cref="TermHash"/>). At last the vector is divided by its Euclidean length.
/// </remarks>
internal static class HashedNgrams
{
    private const int MinGram = 3;
    private const int MaxGram = 5;

    /// <summary>Where the hash of a gram starts: the gram "cat" is not the word "cat".</summary>
    private const ulong GramBasis = TermHash.Basis ^ 0x9E3779B97F4A7C15;

    /// <summary>Where the scripts of East Asia begin, whose terms are pairs of characters.</summary>
    private const char FirstUnspaced = '\u2E80';

    // U+0002 and U+0003 stand in no term.
    private const char WordStart = '\u0002';
    private const char WordEnd = '\u0003';

    /// <summary>Writes the vector of a text, of length 1 whatever the text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="terms">Room to count in; what it held is lost.</param>
    /// <param name="vector">As long as the model has dimensions; what it held is lost.</param>
    public static void Embed(ReadOnlySpan<char> text, TermTable terms, Span<float> vector)
    {
        vector.Clear();
        terms.Clear();
        var sink = new TermTable.Sink(terms);
        TextAnalyzer.Analyze(text, ref sink);
        // A text without terms (punctuation, stop words only, nothing) still needs a direction; its own characters
        // give equal texts equal ones.
        if (terms.Count == 0)
            terms.Add(text[..Math.Min(text.Length, TextAnalyzer.MaxWordLength)]);

        for (int number = 0; number < terms.Count; number++)
        {
            ReadOnlySpan<char> term = terms.Term(number, out int frequency);
            float weight = (1 + MathF.Log(frequency)) * MathF.Sqrt(Math.Max(1, term.Length));
            Add(vector, TermHash.Of(term), weight);
            if (term.Length >= MinGram)
                AddGrams(vector, term, weight);
            else if (term.Length == 2 && term[0] >= FirstUnspaced)
                AddCharacters(vector, term, weight);
        }
        Normalize(vector);
    }

    private static void AddGrams(Span<float> vector, ReadOnlySpan<char> term, float termWeight)
    {
        Span<char> marked = stackalloc char[term.Length + 2];
        marked[0] = WordStart;
        term.CopyTo(marked[1..]);
        marked[^1] = WordEnd;
        int count = 0;
        for (int length = MinGram; length <= MaxGram; length++)
            count += Math.Max(0, marked.Length - length + 1);
        float weight = termWeight / MathF.Sqrt(count);
        for (int start = 0; start + MinGram <= marked.Length; start++)
        {
            ulong hash = GramBasis;
            int end = Math.Min(marked.Length, start + MaxGram);
            for (int position = start; position < end; position++)
            {
                hash = TermHash.Add(hash, marked[position]);
                if (position - start + 1 >= MinGram)
                    Add(vector, TermHash.Finish(hash), weight);
            }
        }
    }

    private static void AddCharacters(Span<float> vector, ReadOnlySpan<char> pair, float pairWeight)
    {
        float weight = pairWeight / pair.Length;
        foreach (char character in pair)
            Add(vector, TermHash.Finish(TermHash.Add(GramBasis, character)), weight);
    }

    private static void Add(Span<float> vector, ulong hash, float weight)
    {
        int component = (int)(((hash >> 32) * (ulong)vector.Length) >> 32);
        vector[component] += (hash & 1) == 0 ? weight : -weight;
    }

    private static void Normalize(Span<float> vector)
    {
        float length = TensorPrimitives.Norm((ReadOnlySpan<float>)vector);
        if (length < 1e-6f)
        {
            // Features of opposite sign met in one component and nothing is left: possible for one short word only.
            vector.Clear();
            vector[0] = 1;
            return;
        }
        TensorPrimitives.Divide(vector, length, vector);
    }
}
