using System.Net;
using System.Text;

namespace Rag.Api.Tests.Documents;

public sealed class ContentApiTests(RagApplication application)
{
    private HttpClient Client => application.Client;

    [Fact]
    public async Task The_original_comes_back_byte_for_byte_as_an_attachment_that_no_browser_runs()
    {
        string collection = await Client.NewCollectionAsync();
        byte[] page = Encoding.UTF8.GetBytes("<html><body><p>Hello</p><script>alert(1)</script></body></html>");
        await Client.PostAsync(
            $"/v1/collections/{collection}/documents?wait=60",
            Requests.File(page, "..\\..\\evil;<b>é.html", "text/html", ("document_id", "page")))
            .JsonAsync(HttpStatusCode.Accepted);

        using HttpResponseMessage content = await Client.GetAsync(
            $"{Requests.DocumentPath(collection, "page")}/content");

        Assert.Equal(page, await content.Content.ReadAsByteArrayAsync());
        Assert.Equal("attachment", content.Content.Headers.ContentDisposition?.DispositionType);
        Assert.DoesNotContain("..", content.Content.Headers.ContentDisposition!.ToString());
        Assert.Equal(page.Length, content.Content.Headers.ContentLength);
        Assert.Equal(["nosniff"], content.Headers.GetValues("X-Content-Type-Options"));
        Assert.Contains("sandbox", content.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task A_content_of_many_blocks_comes_back_whole()
    {
        string collection = await Client.NewCollectionAsync();
        byte[] large = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 60_000).Select(i => $"line {i}\n")));
        await Client.PostAsync(
            $"/v1/collections/{collection}/documents",
            Requests.File(large, "l.txt", "text/plain", ("document_id", "large")))
            .JsonAsync(HttpStatusCode.Accepted);

        Assert.Equal(large, await Client.GetByteArrayAsync($"{Requests.DocumentPath(collection, "large")}/content"));
    }

    [Theory]
    [InlineData("", "aß文\U0001f600z")]
    [InlineData("?from=1&to=4", "ß文\U0001f600")]
    [InlineData("?from=3", "\U0001f600z")]
    [InlineData("?to=2", "aß")]
    [InlineData("?from=2&to=2", "")]
    [InlineData("?from=4&to=99", "z")]
    [InlineData("?from=99", "")]
    public async Task A_range_of_the_text_counts_code_points(string range, string expected)
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "aß文\U0001f600z", ("document_id", "t"));

        string path = $"{Requests.DocumentPath(collection, "t")}/text{range}";
        using HttpResponseMessage response = await Client.GetAsync(path);

        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(expected, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("from=-1", 422, "invalid")]
    [InlineData("from=3&to=2", 422, "invalid")]
    [InlineData("from=x", 400, "malformed")]
    public async Task A_range_that_makes_no_sense_is_refused(string range, int status, string code)
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "text", ("document_id", "t"));

        await Client.GetAsync($"{Requests.DocumentPath(collection, "t")}/text?{range}").ProblemAsync(status, code);
    }
}
