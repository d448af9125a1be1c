using System.Net;
using System.Text.Json;

namespace Rag.Api.Tests.Collections;

public sealed class CollectionsApiTests(RagApplication application)
{
    private HttpClient Client => application.Client;

    [Fact]
    public async Task Creating_answers_201_with_the_location_and_every_setting()
    {
        string name = "c" + Guid.NewGuid().ToString("n");

        using HttpResponseMessage response = await Client.PostJsonAsync(
            "/v1/collections", $$$"""{"name":"{{{name}}}","description":"Tests","metadata":{"team":"search"}}""");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal($"/v1/collections/{name}", response.Headers.Location?.OriginalString);
        JsonElement collection = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(name, collection.GetProperty("name").GetString());
        Assert.Equal("ready", collection.GetProperty("status").GetString());
        Assert.Equal("cosine", collection.GetProperty("metric").GetString());
        Assert.Equal(1, collection.GetProperty("generation").GetInt32());
        Assert.Equal("search", collection.GetProperty("metadata").GetProperty("team").GetString());
        Assert.Equal(0, collection.GetProperty("usage").GetProperty("documents").GetInt32());
        Assert.True(collection.GetProperty("embedding").GetProperty("dimensions").GetInt32() > 0);
        Assert.EndsWith("+00:00", collection.GetProperty("created_at").GetString());
    }

    [Fact]
    public async Task An_identical_collection_is_answered_200_and_a_different_one_409()
    {
        string name = await Client.NewCollectionAsync();

        await Client.PostJsonAsync("/v1/collections", $$"""{"name":"{{name}}"}""").JsonAsync(HttpStatusCode.OK);
        await Client.PostJsonAsync("/v1/collections", $$"""{"name":"{{name}}","metric":"dot"}""")
            .ProblemAsync(409, "exists");
    }

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("-first")]
    [InlineData("a/b")]
    [InlineData("../x")]
    [InlineData("a123456789012345678901234567890123456789012345678901234567890123")]
    public async Task A_bad_name_is_unprocessable(string name)
    {
        string body = JsonSerializer.Serialize(new { name });

        await Client.PostJsonAsync("/v1/collections", body).ProblemAsync(422, "invalid_name");
    }

    [Fact]
    public async Task The_default_collection_exists_from_the_start()
    {
        JsonElement collection = await Client.GetAsync("/v1/collections/default").JsonAsync(HttpStatusCode.OK);

        Assert.Equal("ready", collection.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Pages_follow_one_another_by_cursor_without_gaps_or_repetitions()
    {
        string[] mine =
            [await Client.NewCollectionAsync(), await Client.NewCollectionAsync(), await Client.NewCollectionAsync()];
        var seen = new List<string>();
        string? cursor = null;

        do
        {
            string path = cursor is null ? "/v1/collections?limit=2" : $"/v1/collections?limit=2&cursor={cursor}";
            JsonElement page = await Client.GetAsync(path).JsonAsync(HttpStatusCode.OK);
            seen.AddRange(
                page.GetProperty("collections").EnumerateArray().Select(c => c.GetProperty("name").GetString()!));
            cursor = page.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);

        Assert.Equal(seen.Distinct(), seen);
        Assert.Subset(seen.ToHashSet(), mine.ToHashSet());
    }

    [Theory]
    [InlineData("limit=0", 422, "invalid")]
    [InlineData("limit=1001", 422, "invalid")]
    [InlineData("limit=many", 400, "malformed")]
    [InlineData("cursor=%21%21", 422, "invalid_cursor")]
    public async Task A_bad_page_is_refused(string query, int status, string code) =>
        await Client.GetAsync($"/v1/collections?{query}").ProblemAsync(status, code);

    [Fact]
    public async Task Limits_and_metadata_can_be_changed_and_nothing_else()
    {
        string name = await Client.NewCollectionAsync();

        JsonElement changed = await Client.PatchAsync(
            $"/v1/collections/{name}", Requests.Json("""{"limits":{"queries_per_minute":7},"metadata":{"a":1}}"""))
            .JsonAsync(HttpStatusCode.OK);

        Assert.Equal(7, changed.GetProperty("limits").GetProperty("queries_per_minute").GetInt32());
        Assert.Equal(1, changed.GetProperty("metadata").GetProperty("a").GetInt32());
        await Client.PatchAsync($"/v1/collections/{name}", Requests.Json("""{"metric":"dot"}"""))
            .ProblemAsync(422, "not_changeable");
    }

    [Fact]
    public async Task A_deleted_collection_is_gone_from_the_moment_of_the_answer()
    {
        string name = await Client.NewCollectionAsync();
        await Client.IngestAsync(name, "The heron stands in the shallow water.");

        await Client.DeleteAsync($"/v1/collections/{name}").JsonAsync(HttpStatusCode.Accepted);

        await Client.GetAsync($"/v1/collections/{name}").ProblemAsync(404, "not_found");
        await Client.PostJsonAsync($"/v1/collections/{name}/search", """{"query":"heron"}""")
            .ProblemAsync(404, "not_found");
        await Client.GetAsync($"/v1/collections/{name}/documents").ProblemAsync(404, "not_found");
    }

    [Theory]
    [InlineData("/v1/collections/nowhere")]
    [InlineData("/v1/collections/Not%20A%20Name")]
    [InlineData("/v1/collections/nowhere/documents")]
    [InlineData("/v1/collections/nowhere/documents/x")]
    [InlineData("/v1/limits?collection=nowhere")]
    public async Task What_does_not_exist_is_not_found(string path) =>
        await Client.GetAsync(path).ProblemAsync(404, "not_found");

    [Fact]
    public async Task Limits_say_what_is_used_and_what_remains()
    {
        string name = await Client.NewCollectionAsync(""","quotas":{"documents":3}""");
        await Client.IngestAsync(name, "One document.");

        JsonElement limits = await Client.GetAsync($"/v1/limits?collection={name}").JsonAsync(HttpStatusCode.OK);

        JsonElement documents = limits.GetProperty("limits").EnumerateArray()
            .Single(limit => limit.GetProperty("resource").GetString() == "documents");
        Assert.Equal(3, documents.GetProperty("limit").GetInt32());
        Assert.Equal(1, documents.GetProperty("used").GetInt32());
        Assert.Equal(2, documents.GetProperty("remaining").GetInt32());
    }
}
