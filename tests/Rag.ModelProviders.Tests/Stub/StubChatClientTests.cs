using Microsoft.Extensions.AI;
using Rag.ModelProviders.Stub;

namespace Rag.ModelProviders.Tests.Stub;

public sealed class StubChatClientTests
{
    [Fact]
    public async Task It_says_as_many_words_as_configured()
    {
        using var client = new StubChatClient(new StubOptions { Tokens = 3 }, TimeProvider.System);

        ChatResponse response = await client.GetResponseAsync([new(ChatRole.User, "anything")]);

        Assert.Equal("stub stub stub", response.Text);
        Assert.Equal(3, response.Usage!.OutputTokenCount);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
    }

    [Fact]
    public async Task A_pause_is_cancelled_with_the_call()
    {
        using var client = new StubChatClient(
            new StubOptions { TokenDelay = TimeSpan.FromMinutes(1) }, TimeProvider.System);
        using var cancelled = new CancellationTokenSource();
        IAsyncEnumerator<ChatResponseUpdate> updates =
            client.GetStreamingResponseAsync([]).GetAsyncEnumerator(cancelled.Token);
        ValueTask<bool> first = updates.MoveNextAsync();

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await first);
    }
}
