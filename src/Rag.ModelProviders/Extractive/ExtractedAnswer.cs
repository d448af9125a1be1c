using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Rag.Pipeline.Prompting;

namespace Rag.ModelProviders.Extractive;

/// <summary>A whole answer of the extractive model.</summary>
/// <param name="Text">Quotes with their markers, or the refusal.</param>
/// <param name="NoAnswerReason">Why it abstains; <see langword="null"/> if it answers.</param>
internal sealed partial record ExtractedAnswer(string Text, string? NoAnswerReason)
{
    /// <summary>What it says instead of an answer.</summary>
    public const string Refusal = "The documents do not answer this question.";

    /// <summary>The reason where there is nothing to quote from.</summary>
    public const string NoPassages = "no_passages";

    /// <summary>The reason where the sources cover too little of the question.</summary>
    public const string WeakEvidence = "weak_evidence";

    /// <summary>Answers a question from its sources.</summary>
    /// <param name="grounding">Question and sources; <see langword="null"/> is answered like no sources.</param>
    /// <param name="settings">Threshold and length.</param>
    /// <param name="maxTokens">Sentences stop before this many tokens by estimate, after the first.</param>
    public static ExtractedAnswer Create(Grounding? grounding, ExtractiveOptions settings, int? maxTokens)
    {
        if (grounding is null or { Sources.Count: 0 })
            return new ExtractedAnswer(Refusal, NoPassages);
        var evidence = new Evidence(grounding);
        IReadOnlyList<Sentence> best = evidence.Best(settings.MaxSentences);
        if (best.Count == 0 || evidence.Strength < settings.MinEvidence)
            return new ExtractedAnswer(Refusal, WeakEvidence);

        var text = new StringBuilder();
        int tokens = 0;
        foreach (Sentence sentence in best)
        {
            GroundingSource source = grounding.Sources[sentence.Source];
            string quote = Quote(source.Text.AsSpan(sentence.Start, sentence.End - sentence.Start));
            tokens += TokenEstimate.Of(quote);
            if (text.Length > 0 && tokens > (maxTokens ?? int.MaxValue))
                break;
            text.Append(text.Length > 0 ? " " : "").Append(quote)
                .Append(CultureInfo.InvariantCulture, $" [{source.Number}]");
        }
        return new ExtractedAnswer(text.ToString(), null);
    }

    /// <summary>A source's own note marks would be read as citations of this answer.</summary>
    private static string Quote(ReadOnlySpan<char> sentence)
    {
        string quote = new(sentence.Trim());
        return quote.Contains('[', StringComparison.Ordinal) ? NoteMark().Replace(quote, "") : quote;
    }

    [GeneratedRegex(@"\[\d{1,4}\]")]
    private static partial Regex NoteMark();
}
