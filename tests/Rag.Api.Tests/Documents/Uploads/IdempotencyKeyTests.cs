using System.Net;
using System.Text.Json;
using Rag.Api.Documents.Uploads;
using Rag.Grains.Interfaces;

namespace Rag.Api.Tests.Documents.Uploads;

public sealed class IdempotencyKeyTests(RagApplication application)
{
    private HttpClient Client => application.Client;

    [Theory]
    [InlineData("abc-1", "abc-1")]
    [InlineData("\"abc-1\"", "abc-1")]
    public async Task A_retry_meets_the_document_of_the_first_attempt(string first, string second)
    {
        string collection = await Client.NewCollectionAsync();

        using HttpResponseMessage made = await SendAsync(collection, first, "Once.");
        using HttpResponseMessage replayed = await SendAsync(collection, second, "Once.");

        Assert.Equal(HttpStatusCode.Accepted, made.StatusCode);
        Assert.False(made.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal(HttpStatusCode.OK, replayed.StatusCode);
        Assert.Equal(["true"], replayed.Headers.GetValues("Idempotent-Replayed"));
        Assert.Equal(await IdAsync(made), await IdAsync(replayed));
    }

    [Fact]
    public async Task The_same_key_with_another_content_is_422()
    {
        string collection = await Client.NewCollectionAsync();
        using HttpResponseMessage first = await SendAsync(collection, "key", "Once.");

        await SendAsync(collection, "key", "Twice.").ProblemAsync(422, "idempotency_key_reused");
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("\"\"")]
    public async Task A_bad_key_is_400(string key) =>
        await SendAsync("default", key, "x").ProblemAsync(400, "invalid_idempotency_key");

    [Fact]
    public async Task A_key_of_256_characters_is_400() =>
        await SendAsync("default", new string('k', 256), "x").ProblemAsync(400, "invalid_idempotency_key");

    [Fact]
    public void The_id_differs_by_tenant_collection_and_key()
    {
        TenantId tenant = TenantId.Default;
        CollectionName a = CollectionName.Parse("a");
        DocumentId[] ids =
        [
            IdempotencyKey.DocumentOf(tenant, a, "k"),
            IdempotencyKey.DocumentOf(tenant, a, "l"),
            IdempotencyKey.DocumentOf(tenant, CollectionName.Parse("b"), "k"),
            IdempotencyKey.DocumentOf(TenantId.Parse("other"), a, "k"),
        ];

        Assert.Equal(4, ids.Distinct().Count());
        Assert.Equal(ids[0], IdempotencyKey.DocumentOf(tenant, a, "k"));
    }

    private Task<HttpResponseMessage> SendAsync(string collection, string key, string text)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/collections/{collection}/documents")
        {
            Content = Requests.TextFile(text),
        };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return Client.SendAsync(request);
    }

    private static async Task<string?> IdAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetString();
}
