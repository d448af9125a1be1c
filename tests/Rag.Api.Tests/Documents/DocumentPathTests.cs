using System.Net;
using System.Text.Json;
using Rag.Api.Documents;

namespace Rag.Api.Tests.Documents;

public sealed class DocumentPathTests(RagApplication application)
{
    private HttpClient Client => application.Client;

    [Theory]
    [InlineData("plain")]
    [InlineData("https://example.com/a/b?c=d#e")]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData("a%252Fb")]
    [InlineData("100% sure + more")]
    [InlineData("#")]
    [InlineData("with space")]
    [InlineData("Größe 文書 \U0001f600")]
    [InlineData("back\\slash \"quoted\" <b>")]
    [InlineData("trailing/")]
    [InlineData("a//b")]
    public async Task An_id_is_any_text_and_comes_back_as_it_is(string id)
    {
        string collection = await Client.NewCollectionAsync();

        JsonElement uploaded = await Client.IngestAsync(collection, "Some words about larks.", ("document_id", id));
        JsonElement read = await Client.GetAsync(Requests.DocumentPath(collection, id)).JsonAsync(HttpStatusCode.OK);
        IReadOnlyList<JsonElement> hits = await Client.SearchAsync(collection, "larks");
        await Client.DeleteAsync(Requests.DocumentPath(collection, id)).JsonAsync(HttpStatusCode.Accepted);

        Assert.Equal(id, uploaded.GetProperty("id").GetString());
        Assert.Equal(id, read.GetProperty("id").GetString());
        Assert.Equal(id, Assert.Single(hits).GetProperty("document_id").GetString());
        Assert.Empty(await Client.SearchAsync(collection, "larks"));
    }

    [Fact]
    public async Task Encoded_and_doubly_encoded_slashes_are_different_ids()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "The first.", ("document_id", "a/b"));

        await Client.GetAsync($"/v1/collections/{collection}/documents/a%2Fb").JsonAsync(HttpStatusCode.OK);
        await Client.GetAsync($"/v1/collections/{collection}/documents/a%252Fb").ProblemAsync(404, "not_found");
    }

    [Fact]
    public async Task The_location_of_an_upload_leads_to_the_document()
    {
        string collection = await Client.NewCollectionAsync();

        using HttpResponseMessage uploaded = await Client.PostAsync(
            $"/v1/collections/{collection}/documents", Requests.TextFile("x", ("document_id", "a/b#c?d%20")));
        JsonElement read = await Client.GetAsync(uploaded.Headers.Location!.OriginalString)
            .JsonAsync(HttpStatusCode.OK);

        Assert.Equal("a/b#c?d%20", read.GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\u0000b")]
    [InlineData("line\nbreak")]
    public async Task Control_characters_are_no_part_of_an_id(string id)
    {
        string collection = await Client.NewCollectionAsync();
        string body = JsonSerializer.Serialize(new { document_id = id, text = "x" });

        await Client.PostJsonAsync($"/v1/collections/{collection}/documents", body)
            .ProblemAsync(422, "invalid_document_id");
    }

    [Fact]
    public async Task An_id_may_have_512_code_points_and_no_more()
    {
        string collection = await Client.NewCollectionAsync();
        string longest = string.Concat(Enumerable.Repeat("\U0001f600", 512));
        string body = JsonSerializer.Serialize(new { document_id = longest, text = "x" });
        string tooLong = JsonSerializer.Serialize(new { document_id = longest + "a", text = "x" });

        await Client.PostJsonAsync($"/v1/collections/{collection}/documents", body).JsonAsync(HttpStatusCode.Accepted);
        await Client.PostJsonAsync($"/v1/collections/{collection}/documents", tooLong)
            .ProblemAsync(422, "invalid_document_id");
    }

    [Theory]
    [InlineData("a%2Fb", "a/b")]
    [InlineData("a%252Fb", "a%2Fb")]
    [InlineData("a+b", "a+b")]
    [InlineData("%E6%96%87", "文")]
    [InlineData("文", "文")]
    public void Escapes_are_decoded_once(string segment, string expected)
    {
        Assert.True(DocumentPath.TryDecode(segment, out string? text));
        Assert.Equal(expected, text);
    }

    [Theory]
    [InlineData("%")]
    [InlineData("%2")]
    [InlineData("%zz")]
    [InlineData("%FF")]
    [InlineData("%C0%AF")]
    public void Broken_escapes_are_no_id(string segment) => Assert.False(DocumentPath.TryDecode(segment, out _));
}
