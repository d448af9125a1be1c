using System.Net;
using System.Text.Json;

namespace Rag.Api.Tests.Search;

public sealed class SpellingTests(RagApplication application)
{
    private HttpClient Client => application.Client;

    [Fact]
    public async Task A_word_that_no_passage_has_is_searched_as_those_like_it_and_the_answer_says_so()
    {
        string collection = await NewAsync();

        JsonElement found = await SearchAsync(collection, "charging the batery");

        Assert.Equal(["a", "b"], Documents(found));
        Assert.Equal(
            "'batery' is in no passage; searched were words like it: batteri.",
            found.GetProperty("warnings")[0].GetString());
    }

    [Fact]
    public async Task A_word_that_some_passage_has_stays_as_it_is()
    {
        string collection = await NewAsync();

        JsonElement found = await SearchAsync(collection, "butter");

        Assert.Equal(["c"], Documents(found));
        Assert.Equal(0, found.GetProperty("warnings").GetArrayLength());
    }

    [Fact]
    public async Task A_word_that_another_collection_has_stays_as_it_is()
    {
        string first = await NewAsync(), second = await Client.NewCollectionAsync();
        await Client.IngestAsync(second, "A cattery keeps cats.", ("document_id", "d"));

        JsonElement found = await Client.PostJsonAsync(
            "/v1/search", $$"""{"query":"cattery","mode":"keyword","collections":["{{first}}","{{second}}"]}""")
            .JsonAsync(HttpStatusCode.OK);

        Assert.Equal(["d"], Documents(found));
        Assert.Equal(0, found.GetProperty("warnings").GetArrayLength());
    }

    [Theory]
    [InlineData("batt*", "a", "b")]
    [InlineData("battery*", "a", "b")]
    [InlineData("b*")]
    [InlineData("bu* chess", "c")]
    [InlineData("E5002")]
    [InlineData("zebra")]
    public async Task A_star_asks_for_a_beginning_and_numbers_are_never_guessed(
        string query, params string[] expected)
    {
        string collection = await NewAsync();

        Assert.Equal(expected, Documents(await SearchAsync(collection, query)).Order());
    }

    private async Task<string> NewAsync()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "Charging the battery takes an hour.", ("document_id", "a"));
        await Client.IngestAsync(
            collection, "Batteries must be kept dry in winter, as E5001 says.", ("document_id", "b"));
        await Client.IngestAsync(collection, "Butter melts.", ("document_id", "c"));
        return collection;
    }

    private static IEnumerable<string?> Documents(JsonElement found) =>
        found.GetProperty("results").EnumerateArray().Select(hit => hit.GetProperty("document_id").GetString());

    private Task<JsonElement> SearchAsync(string collection, string query) => Client.PostJsonAsync(
        $"/v1/collections/{collection}/search", $$"""{"query":"{{query}}","mode":"keyword"}""")
        .JsonAsync(HttpStatusCode.OK);
}
