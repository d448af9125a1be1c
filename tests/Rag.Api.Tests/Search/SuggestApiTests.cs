using System.Net;
using System.Text.Json;

namespace Rag.Api.Tests.Search;

public sealed class SuggestApiTests(RagApplication application)
{
    private HttpClient Client => application.Client;

    [Fact]
    public async Task Titles_and_headings_are_suggested_even_where_a_letter_slipped()
    {
        string collection = await Client.NewCollectionAsync();
        await AddAsync(
            collection, "a", "Battery guide", "d7", "# Charging\\n\\nPlug it in.\\n\\n# Storage\\n\\nKeep it dry.");
        await AddAsync(collection, "b", "Chargers", "d8", "# Overview\\n\\nAll of them.");

        Assert.Equal(
            [("Chargers", "title", "b"), ("Charging", "heading", "a")], await SuggestAsync(collection, "q=charg"));
        Assert.Equal([("Battery guide", "title", "a")], await SuggestAsync(collection, "q=batery+gui"));
        Assert.Equal([("Storage", "heading", "a")], await SuggestAsync(collection, "q=Stor&limit=1"));
    }

    [Fact]
    public async Task A_filter_leaves_only_what_stands_above_its_passages()
    {
        string collection = await Client.NewCollectionAsync();
        await AddAsync(collection, "a", "Battery guide", "d7", "Plug it in.");
        await AddAsync(collection, "b", "Battery law", "d8", "All of it.");
        string filter = Uri.EscapeDataString("""{"department":"d8"}""");

        Assert.Equal([("Battery law", "title", "b")], await SuggestAsync(collection, $"q=batt&filter={filter}"));
    }

    [Fact]
    public async Task What_was_deleted_is_not_suggested_any_more()
    {
        string collection = await Client.NewCollectionAsync();
        await AddAsync(collection, "a", "Battery guide", "d7", "Plug it in.");
        await AddAsync(collection, "b", "Battery law", "d8", "All of it.");
        Assert.Equal(2, (await SuggestAsync(collection, "q=batt")).Count);

        using HttpResponseMessage deleted = await Client.DeleteAsync(Requests.DocumentPath(collection, "a"));

        Assert.True(deleted.IsSuccessStatusCode);
        Assert.Equal([("Battery law", "title", "b")], await SuggestAsync(collection, "q=batt"));
    }

    [Fact]
    public async Task Answered_questions_are_suggested_in_their_own_collection_only_and_forgotten_with_it()
    {
        string collection = await Client.NewCollectionAsync(), other = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "The office is in Berlin.");
        await Client.IngestAsync(other, "The office is in Paris.");
        foreach (string question in new[] { "Where is the office?", "Who won the chess game of 1851?" })
        {
            JsonElement answer = await Client.PostJsonAsync(
                $"/v1/collections/{collection}/query", $$"""{"question":"{{question}}"}""")
                .JsonAsync(HttpStatusCode.OK);
            Assert.Equal(question[1] == 'h' && question[2] == 'o', answer.GetProperty("no_answer").GetBoolean());
        }

        Assert.Equal([("Where is the office?", "question", null)], await SuggestAsync(collection, "q=where+off"));
        Assert.Empty(await SuggestAsync(collection, "q=who"));
        Assert.Empty(await SuggestAsync(other, "q=where"));
        string filter = Uri.EscapeDataString("""{"department":"d8"}""");
        Assert.Empty(await SuggestAsync(collection, $"q=where&filter={filter}"));
    }

    [Theory]
    [InlineData("", "invalid")]
    [InlineData("q=%20", "invalid")]
    [InlineData("q=a&limit=21", "invalid")]
    [InlineData("q=a&limit=many", "invalid")]
    [InlineData("q=a&filter=%7B", "invalid_filter")]
    public async Task What_cannot_be_meant_is_refused(string parameters, string code) =>
        await Client.GetAsync($"/v1/collections/default/suggest?{parameters}").ProblemAsync(422, code);

    [Fact]
    public async Task An_unknown_collection_is_not_found() =>
        await Client.GetAsync("/v1/collections/nowhere/suggest?q=a").ProblemAsync(404, "not_found");

    private async Task AddAsync(string collection, string id, string title, string department, string text) =>
        await Client.PostJsonAsync(
            $"/v1/collections/{collection}/documents?wait=60",
            $$$"""
            {"document_id":"{{{id}}}","title":"{{{title}}}","text":"{{{text}}}","content_type":"text/markdown",
            "metadata":{"department":"{{{department}}}"},"chunking":{"strategy":"markdown"}}
            """).JsonAsync(HttpStatusCode.Accepted);

    private async Task<IReadOnlyList<(string?, string?, string?)>> SuggestAsync(string collection, string parameters)
    {
        JsonElement answer = await Client.GetAsync($"/v1/collections/{collection}/suggest?{parameters}")
            .JsonAsync(HttpStatusCode.OK);
        return
        [
            .. answer.GetProperty("suggestions").EnumerateArray().Select(suggestion => (
                suggestion.GetProperty("text").GetString(),
                suggestion.GetProperty("kind").GetString(),
                suggestion.GetProperty("document_id").GetString())),
        ];
    }
}
