using System.Net;
using System.Text.Json;

namespace Rag.Api.Tests.Documents.Uploads;

public sealed class WaitPreferenceTests(RagApplication application)
{
    [Fact]
    public async Task A_caller_that_prefers_to_wait_gets_the_end_of_ingestion()
    {
        string collection = await application.Client.NewCollectionAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/collections/{collection}/documents")
        {
            Content = Requests.TextFile("Words."),
        };
        request.Headers.Add("Prefer", "respond-async, wait=60");

        using HttpResponseMessage response = await application.Client.SendAsync(request);

        Assert.Equal(["wait=60"], response.Headers.GetValues("Preference-Applied"));
        JsonElement document = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("completed", document.GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Theory]
    [InlineData("301", 422, "invalid")]
    [InlineData("-1", 422, "invalid")]
    [InlineData("soon", 400, "malformed")]
    public async Task A_wait_that_makes_no_sense_is_refused(string wait, int status, string code) =>
        await application.Client.PostAsync(
            $"/v1/collections/default/documents?wait={wait}", Requests.TextFile("x")).ProblemAsync(status, code);
}
