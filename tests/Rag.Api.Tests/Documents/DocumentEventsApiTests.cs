using System.Net;
using Rag.Api.Tests.Streaming;

namespace Rag.Api.Tests.Documents;

public sealed class DocumentEventsApiTests(RagApplication application)
{
    [Fact]
    public async Task Progress_is_followed_to_the_end()
    {
        string collection = await application.Client.NewCollectionAsync();
        string text = string.Concat(
            Enumerable.Range(0, 5_000).Select(i => $"Sentence {i} is about larks and wrens.\n\n"));
        await application.Client.PostAsync(
            $"/v1/collections/{collection}/documents", Requests.TextFile(text, ("document_id", "d")))
            .JsonAsync(HttpStatusCode.Accepted);

        using HttpResponseMessage response = await application.Client.StreamAsync(
            HttpMethod.Get, $"{Requests.DocumentPath(collection, "d")}/events");
        IReadOnlyList<ServerEvent> events = await response.ReadAllAsync();

        Assert.Equal(Enumerable.Range(1, events.Count).Select(n => $"{n}"), events.Select(e => e.Id));
        Assert.All(events.SkipLast(1), e => Assert.Equal("progress", e.Name));
        Assert.Equal("done", events[^1].Name);
        Assert.Equal("completed", events[^1].Json.GetProperty("status").GetString());
    }
}
