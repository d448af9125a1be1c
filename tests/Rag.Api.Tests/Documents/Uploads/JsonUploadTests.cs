using System.Net;
using System.Text.Json;

namespace Rag.Api.Tests.Documents.Uploads;

public sealed class JsonUploadTests(RagApplication application)
{
    private HttpClient Client => application.Client;

    [Fact]
    public async Task A_text_is_plain_unless_its_type_is_given()
    {
        string collection = await Client.NewCollectionAsync();
        string path = $"/v1/collections/{collection}/documents?wait=60";

        JsonElement plain = await Client.PostJsonAsync(path, """{"text":"# not a heading"}""")
            .JsonAsync(HttpStatusCode.Accepted);
        JsonElement markdown = await Client.PostJsonAsync(
            path, """{"text":"# Birds\n\nThe wren sings.","content_type":"text/markdown"}""")
            .JsonAsync(HttpStatusCode.Accepted);

        Assert.Equal("text/plain", plain.GetProperty("content_type").GetString());
        Assert.Equal("text/markdown", markdown.GetProperty("content_type").GetString());
        Assert.Equal("completed", markdown.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Ready_chunks_are_found_with_their_own_metadata_and_place()
    {
        string collection = await Client.NewCollectionAsync();

        await Client.PostJsonAsync($"/v1/collections/{collection}/documents?wait=60", """
            {"document_id":"book","metadata":{"shelf":"a"},"chunks":[
              {"text":"The wren sings.","metadata":{"kind":"bird"},"page":3,"section":"Birds"},
              {"text":"The pike waits."}]}
            """).JsonAsync(HttpStatusCode.Accepted);

        JsonElement hit = (await Client.SearchAsync(collection, "wren"))[0];
        Assert.Equal("The wren sings.", hit.GetProperty("text").GetString());
        Assert.Equal(3, hit.GetProperty("location").GetProperty("page").GetInt32());
        Assert.Equal("Birds", hit.GetProperty("location").GetProperty("section").GetString());
        Assert.Equal("bird", hit.GetProperty("metadata").GetProperty("kind").GetString());
        Assert.Equal("a", hit.GetProperty("metadata").GetProperty("shelf").GetString());
    }

    [Theory]
    [InlineData("""{}""", 422, "ambiguous_content")]
    [InlineData("""{"text":"a","chunks":[{"text":"b"}]}""", 422, "ambiguous_content")]
    [InlineData("""{"url":"https://example.com/"}""", 422, "not_supported")]
    [InlineData("""{"text":""}""", 422, "empty")]
    [InlineData("""{"text":5}""", 400, "malformed_json")]
    [InlineData("""{"text":"a","metadata":5}""", 422, "invalid_metadata")]
    [InlineData("""{"text":"a","metadata":{"n":9007199254740993}}""", 422, "invalid_metadata")]
    [InlineData("""{"chunks":[]}""", 422, "invalid_chunks")]
    [InlineData("""{"chunks":{}}""", 400, "malformed_json")]
    [InlineData("""{"chunks":["a"]}""", 400, "malformed_json")]
    [InlineData("""{"chunks":[{"text":" "}]}""", 422, "invalid_chunks")]
    [InlineData("""{"chunks":[{"page":1}]}""", 422, "invalid_chunks")]
    [InlineData("""{"chunks":[{"text":"a","page":0}]}""", 422, "invalid_chunks")]
    [InlineData("""{"chunks":[{"text":"a","colour":"red"}]}""", 422, "invalid_chunks")]
    [InlineData("""{"chunks":[{"text":"a","vector":[1,2]}]}""", 422, "invalid_vector")]
    [InlineData("""{"chunks":[{"text":"a","vector":"b"}]}""", 400, "malformed_json")]
    [InlineData("""{"chunks":[{"text":"\ud800"}]}""", 400, "malformed_json")]
    public async Task A_bad_body_is_refused(string body, int status, string code) =>
        await Client.PostJsonAsync("/v1/collections/default/documents", body).ProblemAsync(status, code);

    [Fact]
    public async Task A_vector_with_a_value_beyond_floats_is_422()
    {
        string collection = await Client.NewCollectionAsync();
        JsonElement info = await Client.GetAsync($"/v1/collections/{collection}").JsonAsync(HttpStatusCode.OK);
        int dimensions = info.GetProperty("embedding").GetProperty("dimensions").GetInt32();
        string vector = string.Join(',', Enumerable.Repeat("1e39", dimensions));

        await Client.PostJsonAsync(
            $"/v1/collections/{collection}/documents", $$"""{"chunks":[{"text":"a","vector":[{{vector}}]}]}""")
            .ProblemAsync(422, "invalid_vector");
    }

    [Fact]
    public async Task Nul_characters_in_a_text_do_no_harm()
    {
        string collection = await Client.NewCollectionAsync();

        JsonElement document = await Client.PostJsonAsync(
            $"/v1/collections/{collection}/documents?wait=60", """{"text":"before\u0000after the lark"}""")
            .JsonAsync(HttpStatusCode.Accepted);

        Assert.Equal("completed", document.GetProperty("status").GetString());
        Assert.Single(await Client.SearchAsync(collection, "lark"));
    }
}
