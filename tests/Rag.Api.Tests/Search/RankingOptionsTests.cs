using System.Net;
using System.Text.Json;

namespace Rag.Api.Tests.Search;

public sealed class RankingOptionsTests(RagApplication application)
{
    private HttpClient Client => application.Client;

    [Fact]
    public async Task Several_wordings_find_what_each_of_them_finds()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "The otter swims on its back.", ("document_id", "otter"));
        await Client.IngestAsync(collection, "The badger digs a sett.", ("document_id", "badger"));

        JsonElement found = await SearchAsync(collection, """{"queries":["otter","badger"],"mode":"keyword"}""");

        Assert.Equal(["badger", "otter"], Documents(found).Order());
    }

    [Fact]
    public async Task Reranking_says_its_score_and_orders_by_it()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "A directory of mills, and grain.", ("document_id", "apart"));
        await Client.IngestAsync(collection, "Of mills the grain directory.", ("document_id", "together"));

        JsonElement found = await SearchAsync(collection, """{"query":"grain directory","rerank":true}""");

        JsonElement best = found.GetProperty("results")[0];
        Assert.Equal("together", best.GetProperty("document_id").GetString());
        Assert.Equal(
            best.GetProperty("score").GetDouble(), best.GetProperty("scores").GetProperty("rerank").GetDouble());
        Assert.Empty(found.GetProperty("warnings").EnumerateArray());
    }

    [Fact]
    public async Task Near_duplicates_are_collapsed_when_asked()
    {
        string collection = await Client.NewCollectionAsync();
        foreach (string day in (string[])["Monday", "Tuesday", "Friday"])
        {
            await Client.IngestAsync(
                collection,
                $"The canteen serves vegetable soup with bread and fruit for everybody who works here on {day}.");
        }

        JsonElement all = await SearchAsync(collection, """{"query":"canteen soup"}""");
        JsonElement one = await SearchAsync(collection, """{"query":"canteen soup","collapse":true}""");

        Assert.Equal(3, all.GetProperty("results").GetArrayLength());
        Assert.Equal(1, one.GetProperty("results").GetArrayLength());
    }

    [Fact]
    public async Task Expanding_gives_the_stretch_of_the_document_around_a_hit()
    {
        string collection = await Client.NewCollectionAsync();
        string text = string.Join(" ", Enumerable.Range(0, 60).Select(i => $"Sentence {i} is about topic{i} only."));
        await Client.IngestAsync(
            collection, text, ("chunking", """{"strategy":"recursive","size":200,"overlap":40}"""));

        JsonElement found = await SearchAsync(
            collection, """{"query":"topic30","mode":"keyword","top_k":1,"expand":1}""");

        JsonElement hit = found.GetProperty("results")[0];
        JsonElement context = hit.GetProperty("context");
        int start = context.GetProperty("char_start").GetInt32();
        int end = context.GetProperty("char_end").GetInt32();
        Assert.Equal(text[start..end], Spaced(context.GetProperty("text").GetString()!));
        Assert.Contains(hit.GetProperty("text").GetString()!, Spaced(context.GetProperty("text").GetString()!));
        Assert.InRange(end - start, 300, 600);
    }

    [Fact]
    public async Task A_quoted_phrase_must_stand_in_the_passage_if_any_has_it()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "A directory with grain, grain and grain.", ("document_id", "apart"));
        await Client.IngestAsync(collection, "This is the grain directory of mills.", ("document_id", "together"));

        JsonElement phrase = await SearchAsync(
            collection, """{"query":"\"grain directory\"","mode":"keyword"}""");
        JsonElement missing = await SearchAsync(
            collection, """{"query":"\"mills grain\"","mode":"keyword"}""");

        Assert.Equal(["together"], Documents(phrase));
        Assert.Equal(2, Documents(missing).Count());
    }

    [Fact]
    public async Task A_phrase_behind_many_better_matches_is_found_however_few_hits_are_asked_for()
    {
        string collection = await Client.NewCollectionAsync();
        string far = string.Concat(Enumerable.Repeat("Other words of a long passage. ", 40)) + "A grain directory.";
        object[] chunks =
        [
            .. Enumerable.Range(0, 300).Select(i => new { text = $"Directory {i}: a directory of grain and grain." }),
            new { text = far },
        ];
        await Client.PostAsync(
            $"/v1/collections/{collection}/documents?wait=60",
            Requests.Json(JsonSerializer.Serialize(new { document_id = "many", chunks })))
            .JsonAsync(HttpStatusCode.Accepted);

        JsonElement one = await SearchAsync(
            collection, """{"query":"\"grain directory\"","mode":"keyword","top_k":1}""");

        Assert.EndsWith("A grain directory.", one.GetProperty("results")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_part_of_an_identifier_finds_it()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "Call getUserName() first.", ("document_id", "code"));

        Assert.Equal(
            ["code"], Documents(await SearchAsync(collection, """{"query":"user name","mode":"keyword"}""")));
        Assert.Equal(
            ["code"], Documents(await SearchAsync(collection, """{"query":"getUserName","mode":"keyword"}""")));
    }

    [Fact]
    public async Task Diversity_brings_other_documents_up()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "Otters swim in rivers and eat fish.", ("document_id", "a"));
        await Client.IngestAsync(collection, "Otters swim in rivers and eat fish daily.", ("document_id", "b"));
        await Client.IngestAsync(collection, "Holts are where otters sleep.", ("document_id", "c"));

        JsonElement plain = await SearchAsync(collection, """{"query":"otters swim in rivers","top_k":2}""");
        JsonElement diverse = await SearchAsync(
            collection, """{"query":"otters swim in rivers","top_k":2,"diversity":0.8}""");

        Assert.DoesNotContain("c", Documents(plain));
        Assert.Contains("c", Documents(diverse));
    }

    private Task<JsonElement> SearchAsync(string collection, string body) =>
        Client.PostJsonAsync($"/v1/collections/{collection}/search", body).JsonAsync(HttpStatusCode.OK);

    private static string Spaced(string text) => text.Replace("\n\n", " ", StringComparison.Ordinal);

    private static IEnumerable<string> Documents(JsonElement found) =>
        found.GetProperty("results").EnumerateArray().Select(hit => hit.GetProperty("document_id").GetString()!);
}
