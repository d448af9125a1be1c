using Rag.Grains.Interfaces;

namespace Rag.Grains.Tests.Conversations;

public sealed class ConversationGrainTests(RagHostFixture fixture) : IClassFixture<RagHostFixture>
{
    private readonly ConversationId _id = ConversationId.Parse(Guid.NewGuid().ToString("n"));

    [Fact]
    public async Task What_was_said_outlives_a_restart()
    {
        await using RagHost rag = await RagHost.StartAsync();
        await TalkAsync(rag, _id, "q1", "What is it?", "A pump.");

        await rag.RestartAsync();

        Outcome<ConversationHistory> history = await OpenAsync(rag, _id, "q2");
        Assert.Equal(
            [new ChatTurn(false, "What is it?"), new ChatTurn(true, "A pump.")], history.Value!.Turns);
        Assert.Equal([_id], (await rag.Grains.Conversations(TenantId.Default).ListAsync(default)).Ids);
    }

    [Fact]
    public async Task Nothing_of_a_deleted_conversation_comes_back_after_a_restart()
    {
        await using RagHost rag = await RagHost.StartAsync();
        await TalkAsync(rag, _id, "q1", "What is it?", "A pump.");
        await rag.Grains.Conversations(TenantId.Default).DeleteAsync(_id, default);

        await rag.RestartAsync();

        Assert.Empty((await rag.Grains.Conversations(TenantId.Default).ListAsync(default)).Ids);
        Assert.Equal("not_found", (await Conversation(rag, _id).GetAsync(default)).Failure!.Code);
        Assert.Empty((await OpenAsync(rag, _id, "q2")).Value!.Turns);
    }

    [Fact]
    public async Task A_conversation_of_one_tenant_is_unknown_to_another()
    {
        TenantId other = TenantId.Parse("other");
        await TalkAsync(fixture.Host, _id, "q1", "What is it?", "A pump.");

        Outcome<ConversationInfo> foreign = await fixture.Host.Grains.Conversation(other, _id).GetAsync(default);
        await fixture.Host.Grains.Conversations(other).DeleteAsync(_id, default);

        Assert.Equal("not_found", foreign.Failure!.Code);
        Assert.DoesNotContain(_id, (await fixture.Host.Grains.Conversations(other).ListAsync(default)).Ids);
        Assert.Single((await Conversation(fixture.Host, _id).GetAsync(default)).Value!.Turns);
    }

    [Fact]
    public async Task An_answer_that_ends_after_the_conversation_was_deleted_is_not_kept()
    {
        await OpenAsync(fixture.Host, _id, "q1");
        await fixture.Host.Grains.Conversations(TenantId.Default).DeleteAsync(_id, default);

        await Conversation(fixture.Host, _id).EndAsync("q1", Turn("q1", "What is it?", "A pump."), default);

        Assert.Equal("not_found", (await Conversation(fixture.Host, _id).GetAsync(default)).Failure!.Code);
    }

    [Fact]
    public async Task The_end_of_a_question_that_is_told_twice_is_kept_once()
    {
        await OpenAsync(fixture.Host, _id, "q1");
        ConversationTurn turn = Turn("q1", "What is it?", "A pump.");

        await Conversation(fixture.Host, _id).EndAsync("q1", turn, default);
        await Conversation(fixture.Host, _id).EndAsync("q1", turn, default);

        Assert.Equal([turn], (await Conversation(fixture.Host, _id).GetAsync(default)).Value!.Turns);
    }

    [Fact]
    public async Task The_oldest_turns_of_a_long_conversation_go_first()
    {
        await using RagHost rag = await RagHost.StartAsync(settings: new() { ["Rag:Conversations:MaxTurns"] = "2" });

        for (int i = 1; i <= 3; i++) await TalkAsync(rag, _id, $"q{i}", $"question {i}", $"answer {i}");

        ConversationInfo kept = (await Conversation(rag, _id).GetAsync(default)).Value!;
        Assert.Equal(["question 2", "question 3"], kept.Turns.Select(turn => turn.Question));
    }

    [Fact]
    public async Task Of_too_many_conversations_the_one_that_was_not_used_for_longest_is_forgotten()
    {
        await using RagHost rag = await RagHost.StartAsync(
            settings: new() { ["Rag:Conversations:MaxConversations"] = "2" });
        ConversationId[] ids = [.. Enumerable.Range(1, 3).Select(i => ConversationId.Parse($"c{i}"))];
        await TalkAsync(rag, ids[0], "q1", "one", "1");
        await TalkAsync(rag, ids[1], "q2", "two", "2");
        await TalkAsync(rag, ids[0], "q3", "one again", "1");

        await TalkAsync(rag, ids[2], "q4", "three", "3");

        ConversationIds listed = await rag.Grains.Conversations(TenantId.Default).ListAsync(default);
        Assert.Equal([ids[0], ids[2]], listed.Ids);
        Assert.Equal("not_found", (await Conversation(rag, ids[1]).GetAsync(default)).Failure!.Code);
    }

    [Fact]
    public async Task A_conversation_that_nobody_goes_on_with_is_forgotten()
    {
        await using RagHost rag = await RagHost.StartAsync(settings: new()
        {
            ["Rag:Conversations:ExpiresAfter"] = "00:00:01", ["Rag:Conversations:AnswerTime"] = "00:00:01",
        });
        await TalkAsync(rag, _id, "q1", "What is it?", "A pump.");

        await Eventually.IsAsync(async () =>
            (await rag.Grains.Conversations(TenantId.Default).ListAsync(default)).Ids.Count == 0);

        Assert.Equal("not_found", (await Conversation(rag, _id).GetAsync(default)).Failure!.Code);
        Assert.Empty((await OpenAsync(rag, _id, "q2")).Value!.Turns);
    }

    [Fact]
    public async Task A_question_whose_end_is_never_told_does_not_keep_the_next_one_waiting_for_ever()
    {
        await using RagHost rag = await RagHost.StartAsync(
            settings: new() { ["Rag:Conversations:AnswerTime"] = "00:00:01" });
        await OpenAsync(rag, _id, "q1");

        Outcome<ConversationHistory> again = await OpenAsync(rag, _id, "q1");
        await Eventually.IsAsync(async () => (await OpenAsync(rag, _id, "q2")).Failure is null);

        Assert.Null(again.Failure);
    }

    private static async Task TalkAsync(RagHost rag, ConversationId id, string query, string question, string answer)
    {
        Assert.Null((await OpenAsync(rag, id, query)).Failure);
        await Conversation(rag, id).EndAsync(query, Turn(query, question, answer), default);
    }

    private static Task<Outcome<ConversationHistory>> OpenAsync(RagHost rag, ConversationId id, string query) =>
        rag.Grains.Conversations(TenantId.Default).OpenAsync(id, query, default);

    private static IConversationGrain Conversation(RagHost rag, ConversationId id) =>
        rag.Grains.Conversation(TenantId.Default, id);

    private static ConversationTurn Turn(string query, string question, string answer) =>
        new(query, question, answer, false, TimeProvider.System.GetUtcNow());
}
