using System.Net;
using System.Text;
using System.Text.Json;

namespace Rag.Api.Tests.Server;

/// <summary>Scripts that somebody uploads or asks come back as data that no browser runs.</summary>
public sealed class ActiveContentTests(RagApplication application)
{
    private HttpClient Client => application.Client;

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<svg onload=alert(1)>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("javascript:alert(1)//")]
    public async Task A_script_is_a_text_wherever_it_comes_back(string script)
    {
        string collection = await Client.NewCollectionAsync();
        string id = $"id {script}";
        using MultipartFormDataContent upload = Requests.File(
            Encoding.UTF8.GetBytes($"The pump {script} is oiled daily."),
            $"{script.Replace('"', '\'')}.txt",
            "text/plain",
            ("document_id", id), ("title", script), ("author", script),
            ("metadata", JsonSerializer.Serialize(new { note = script })));
        await Client.PostAsync($"/v1/collections/{collection}/documents?wait=60", upload)
            .JsonAsync(HttpStatusCode.Accepted);
        string question = JsonSerializer.Serialize(new { question = $"The pump {script}?" });
        string document = Requests.DocumentPath(collection, id);

        (HttpResponseMessage Response, string Type)[] answers =
        [
            (await Client.GetAsync(document), "application/json"),
            (await Client.GetAsync($"{document}/chunks"), "application/json"),
            (await Client.GetAsync($"{document}/text"), "text/plain"),
            (await Client.GetAsync($"{document}/content"), "text/plain"),
            (await Client.GetAsync($"/v1/collections/{collection}/documents"), "application/json"),
            (await Client.GetAsync($"/v1/collections/{collection}/suggest?q=pump"), "application/json"),
            (await Client.PostJsonAsync($"/v1/collections/{collection}/query", question), "application/json"),
            (await Client.PostJsonAsync($"/v1/collections/{collection}/query/stream", question), "text/event-stream"),
            (await Client.GetAsync($"/v1/{Uri.EscapeDataString(script)}"), "application/problem+json"),
            (await Client.GetAsync(Requests.DocumentPath(collection, script)), "application/problem+json"),
            (await Client.PostJsonAsync("/v1/collections", JsonSerializer.Serialize(new { name = script })),
                "application/problem+json"),
        ];

        foreach ((HttpResponseMessage response, string type) in answers)
        {
            Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
            Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
            Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
            response.Dispose();
        }
    }

    [Fact]
    public async Task The_page_of_the_api_loads_and_runs_its_own_files_only()
    {
        using HttpResponseMessage response = await Client.GetAsync("/docs/index.html");
        string page = await response.Content.ReadAsStringAsync();

        string policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'self'; style-src", policy);
        Assert.DoesNotContain("script-src", policy);
        Assert.DoesNotContain("<script>", page);
        Assert.DoesNotContain("=\"http", page.Replace("xmlns=\"http", "", StringComparison.Ordinal));
    }
}
