using Rag.Grains.Interfaces;

namespace Rag.Grains.Tests.Conversations;

/// <summary>A turn whose write fails is there as a whole or not at all; its question ends with an error.</summary>
public sealed class FailingConversationTests
{
    private readonly ConversationId _id = ConversationId.Parse("talk");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_turn_that_cannot_be_written_is_not_half_there(bool isWrittenAllTheSame)
    {
        await using RagHost rag = await RagHost.StartAsync(FailingStorage.Replace);
        CollectionName collection = await rag.CreateCollectionAsync();
        await rag.IngestAsync(collection, "pump", "The red pump is oiled daily. The green pump is oiled weekly.");
        Assert.Null((await AskAsync(rag, collection, "How often is the red pump oiled?")).Failure);
        FailingStorage.Of(rag).FailNext("conversation", isWrittenAllTheSame);

        Outcome<Answer> lost = await AskAsync(rag, collection, "How often is the green pump oiled?");
        string[] known = await QuestionsAsync(rag);
        Outcome<Answer> next = await AskAsync(rag, collection, "What is oiled daily?");

        Assert.Equal(FailureKind.Internal, lost.Failure!.Kind);
        string[] stored = isWrittenAllTheSame
            ? ["How often is the red pump oiled?", "How often is the green pump oiled?"]
            : ["How often is the red pump oiled?"];
        Assert.Equal(stored, known);
        Assert.Null(next.Failure);
        string[] all = [.. stored, "What is oiled daily?"];
        Assert.Equal(all, await QuestionsAsync(rag));
        await rag.RestartAsync();
        Assert.Equal(all, await QuestionsAsync(rag));
    }

    [Fact]
    public async Task A_conversation_that_cannot_be_deleted_is_still_there()
    {
        await using RagHost rag = await RagHost.StartAsync(FailingStorage.Replace);
        CollectionName collection = await rag.CreateCollectionAsync();
        await rag.IngestAsync(collection, "pump", "The red pump is oiled daily.");
        await AskAsync(rag, collection, "How often is the red pump oiled?");
        FailingStorage.Of(rag).FailNext("conversation", isWritten: false);

        await Assert.ThrowsAnyAsync<Exception>(
            () => rag.Grains.Conversation(TenantId.Default, _id).ForgetAsync(default));

        string only = Assert.Single(await QuestionsAsync(rag));
        Assert.Equal("How often is the red pump oiled?", only);
    }

    private async Task<Outcome<Answer>> AskAsync(RagHost rag, CollectionName collection, string question) =>
        await rag.Grains.Query(TenantId.Default, QueryId.Create()).AskAsync(
            new QueryRequest
            {
                Search = new SearchRequest { Collections = [collection], Query = question },
                Conversation = _id,
            },
            default);

    private async Task<string[]> QuestionsAsync(RagHost rag)
    {
        Outcome<ConversationInfo> info = await rag.Grains.Conversation(TenantId.Default, _id).GetAsync(default);
        return [.. info.Value!.Turns.Select(turn => turn.Question)];
    }
}
