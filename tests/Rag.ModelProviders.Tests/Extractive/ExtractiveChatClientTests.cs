using Microsoft.Extensions.AI;
using Rag.ModelProviders.Extractive;
using Rag.Pipeline.Prompting;

namespace Rag.ModelProviders.Tests.Extractive;

public sealed class ExtractiveChatClientTests
{
    private static readonly GroundingSource Defense = new(
        1,
        "The Panthers defense gave up just 308 points, ranking sixth in the league. They led the league in sacks.",
        "Super Bowl 50");

    private static readonly GroundingSource Oxygen = new(
        2, "Oxygen is a chemical element. Its atomic number is 8.", "Oxygen");

    [Fact]
    public async Task The_best_sentence_is_quoted_word_for_word_with_its_marker()
    {
        ChatResponse response = await Ask("How many points did the Panthers defense give up?", Oxygen, Defense);

        Assert.Equal(
            "The Panthers defense gave up just 308 points, ranking sixth in the league. [1]", response.Text);
        Assert.Null(Reason(response));
    }

    [Fact]
    public async Task A_question_that_the_sources_do_not_cover_is_refused()
    {
        ChatResponse response = await Ask("What is the boiling point of tungsten carbide?", Defense, Oxygen);

        Assert.Equal("The documents do not answer this question.", response.Text);
        Assert.Equal("weak_evidence", Reason(response));
    }

    [Fact]
    public async Task Without_sources_it_refuses()
    {
        using var client = new ExtractiveChatClient(new ExtractiveOptions());

        ChatResponse response = await client.GetResponseAsync([new(ChatRole.User, "Why?")]);

        Assert.Equal("no_passages", Reason(response));
        Assert.Equal("no_passages", Reason(await Ask("Why?")));
    }

    [Fact]
    public async Task An_answer_streams_word_by_word()
    {
        using var client = new ExtractiveChatClient(new ExtractiveOptions());

        List<ChatResponseUpdate> updates = await client
            .GetStreamingResponseAsync([], Options("What is the atomic number of oxygen?", Oxygen)).ToListAsync();

        Assert.Equal(
            ["Its", " atomic", " number", " is", " 8.", " [2]"],
            updates.Take(6).Select(update => update.Text));
        Assert.Equal(ChatFinishReason.Stop, updates[^1].FinishReason);
    }

    [Fact]
    public async Task A_sources_own_note_marks_are_not_taken_for_citations()
    {
        ChatResponse response = await Ask(
            "Who discovered oxygen?", new GroundingSource(1, "Oxygen was discovered[12] by Scheele.[3]", null));

        Assert.Equal("Oxygen was discovered by Scheele. [1]", response.Text);
    }

    [Theory]
    [InlineData("氧的原子序数是多少？", "氧是一种化学元素。氧的原子序数是8。它是气体。", "氧的原子序数是8。 [1]")]
    [InlineData("ऑक्सीजन की परमाणु संख्या क्या है?", "यह गैस है। परमाणु संख्या 8 है।", "परमाणु संख्या 8 है। [1]")]
    [InlineData("Was ist die Ordnungszahl?", "Es ist ein Gas. Die Ordnungszahl ist 8.", "Die Ordnungszahl ist 8. [1]")]
    public async Task Questions_in_other_languages_are_answered(string question, string text, string answer) =>
        Assert.Equal(answer, (await Ask(question, new GroundingSource(1, text, null))).Text);

    [Fact]
    public async Task A_question_of_question_words_only_is_answered_or_refused_but_never_fails()
    {
        Assert.NotNull(await Ask("Who is who?", Defense));
        Assert.Equal("weak_evidence", Reason(await Ask("?", Defense)));
        Assert.Equal("weak_evidence", Reason(await Ask("Why?", new GroundingSource(1, " ", null))));
    }

    private static async Task<ChatResponse> Ask(string question, params GroundingSource[] sources)
    {
        using var client = new ExtractiveChatClient(new ExtractiveOptions());
        return await client.GetResponseAsync([], Options(question, sources));
    }

    private static ChatOptions Options(string question, params GroundingSource[] sources) =>
        new() { AdditionalProperties = new() { [Grounding.Key] = new Grounding(question, sources) } };

    private static string? Reason(ChatResponse response) =>
        response.AdditionalProperties?.GetValueOrDefault(Grounding.NoAnswerKey) as string;
}
