using System.Net;
using System.Text.Json;

namespace Rag.Api.Tests.Documents;

/// <summary>What a reader does not see is not told to a model, and the document says that it was there.</summary>
public sealed class InvisibleTextTests(RagApplication application)
{
    private const string Hidden = "\U000E0049\U000E0047\U000E004E\u200B\u202E\u2066";

    private HttpClient Client => application.Client;

    [Theory]
    [InlineData("""{"document_id":"d","title":"TI","text":"The puHmp is oiled daily by p\u0430ypal."}""")]
    [InlineData("""{"document_id":"d","title":"TI","chunks":[{"text":"The puHmp is oiled daily by p\u0430ypal."}]}""")]
    [InlineData("""
        {"document_id":"d","title":"TI","content_type":"text/html",
         "text":"<html><body><p>The puHmp is oiled daily by p\u0430ypal.</p></body></html>"}
        """)]
    public async Task Characters_that_show_nothing_are_removed_and_reported_on_every_way_in(string body)
    {
        string collection = await Client.NewCollectionAsync();
        body = body.Replace("puHmp", $"pu{Hidden}mp").Replace("TI", $"Ma{Hidden}nual");

        JsonElement document = await Client
            .PostJsonAsync($"/v1/collections/{collection}/documents?wait=60", body)
            .JsonAsync(HttpStatusCode.Accepted);
        JsonElement hit = (await Client.SearchAsync(collection, "pump"))[0];

        Assert.Equal(
            [
                "6 invisible characters (zero-width, bidirectional or tag) were removed.",
                "1 words mix Latin letters with look-alikes of another script, such as 'p\u0430ypal'; a search for "
                + "what they look like does not find them.",
            ],
            document.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString()));
        Assert.Equal("The pump is oiled daily by p\u0430ypal.", hit.GetProperty("text").GetString());
        Assert.Equal("Manual", hit.GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_chunk_that_shows_nothing_fails_with_its_number()
    {
        string collection = await Client.NewCollectionAsync();
        string body = JsonSerializer.Serialize(new { chunks = new[] { new { text = "a" }, new { text = Hidden } } });

        JsonElement document = await Client
            .PostJsonAsync($"/v1/collections/{collection}/documents?wait=60", body)
            .JsonAsync(HttpStatusCode.Accepted);

        Assert.Equal("failed", document.GetProperty("status").GetString());
        Assert.Equal("no_text", document.GetProperty("error").GetProperty("code").GetString());
        Assert.Contains("Chunk 1 has no text", document.GetProperty("error").GetProperty("message").GetString());
    }
}
