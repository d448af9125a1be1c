using Rag.ModelProviders.Extractive;
using Rag.Pipeline.Prompting;

namespace Rag.ModelProviders.Tests.Extractive;

public sealed class EvidenceTests
{
    [Fact]
    public void Strength_is_1_where_a_sentence_says_all_and_0_where_none_says_anything()
    {
        var source = new GroundingSource(1, "Bananas are yellow fruit. Apples are red.", null);

        Assert.Equal(1, new Evidence(new Grounding("yellow fruit", [source])).Strength, 12);
        Assert.Equal(0, new Evidence(new Grounding("quantum chromodynamics", [source])).Strength, 12);
    }

    [Fact]
    public void A_title_tells_what_a_pronoun_means()
    {
        const string Text = "It crosses the water. Its length is given in metres.";
        GroundingSource[] sources = [new(1, Text, "Brooklyn Bridge"), new(2, Text, "Golden Gate Bridge")];

        var evidence = new Evidence(new Grounding("What is the length of the Golden Gate?", sources));
        Sentence best = evidence.Best(limit: 1)[0];

        Assert.Equal(1, best.Source);
        Assert.Equal("Its length is given in metres.", Text[best.Start..best.End]);
    }

    [Fact]
    public void Further_sentences_need_a_score_near_the_best()
    {
        var source = new GroundingSource(
            1, "Cats purr loudly at night. Cats purr at night too. Dogs sleep. A cat is a pet.", null);

        IReadOnlyList<Sentence> best = new Evidence(new Grounding("Do cats purr at night?", [source])).Best(limit: 3);

        Assert.Equal(
            ["Cats purr loudly at night.", "Cats purr at night too."],
            best.Select(sentence => source.Text[sentence.Start..sentence.End]).Order(StringComparer.Ordinal).Reverse());
    }

    [Fact]
    public void A_compound_counts_for_its_part_but_less_than_the_word_itself()
    {
        double itself = StrengthOf("Die Regierung wurde im Herbst vereidigt.");
        double compound = StrengthOf("Die Bundesregierung wurde im Herbst vereidigt.");
        double other = StrengthOf("Die Mannschaft wurde im Herbst vereidigt.");

        Assert.True(itself > compound, $"{itself} and {compound}");
        Assert.True(compound > other, $"{compound} and {other}");

        static double StrengthOf(string text) =>
            new Evidence(new Grounding("Wann wurde die Regierung vereidigt?", [new(1, text, null)])).Strength;
    }

    [Fact]
    public void A_question_of_more_terms_than_fit_is_read_to_the_limit()
    {
        string question = string.Join(' ', Enumerable.Range(0, 200).Select(number => $"term{number}"));

        Assert.InRange(new Evidence(new Grounding(question, [new(1, question, null)])).Strength, 0.9, 1);
    }
}
