using System.Text.Json;
using System.Text.Json.Nodes;
using Rag.Fakes.Tests;

namespace Rag.Api.Tests.OpenAI;

/// <summary>The vendor's own client works against the service, and the vendor's specification agrees.</summary>
public sealed class OpenAIClientTests(PricedApplication application) : IClassFixture<PricedApplication>
{
    private const string Source = "tests/Rag.Api.Tests/OpenAI/client";

    private string Host => application.Client.BaseAddress!.Authority;

    [Fact]
    public async Task The_vendors_client_works_against_the_service()
    {
        string folder = await Outside.InstallNpmAsync("openai-facade", Source, "openai");
        string collection = await NewLighthouseAsync();

        (int exitCode, string output) = await Outside.RunAsync(
            "node", folder, "client.mjs", Host, collection, application.Models.Url.Authority);

        Assert.True(exitCode == 0, output);
        JsonNode expected = JsonNode.Parse(
            """
            {
              "listed": true,
              "model": true,
              "answer": "The lighthouse of Lindau is 33 metres high. [1]",
              "finish": "stop",
              "adds": true,
              "source": "lighthouse",
              "cited": ["lighthouse", true],
              "requestId": true,
              "streamed": "The lighthouse of Lindau is 33 metres high. [1]",
              "sourcesFirst": "lighthouse",
              "streamedFinish": "stop",
              "streamedCitations": 1,
              "streamedTokens": 12,
              "accumulated": "The lighthouse of Lindau is 33 metres high. [1]",
              "cut": "length",
              "length": 1536,
              "same": true,
              "embeddingTokens": 11,
              "noModel": ["NotFoundError", 404, "model_not_found"],
              "noMessages": ["BadRequestError", 400, "invalid_messages"],
              "tools": ["BadRequestError", 400, "unsupported_parameter"],
              "hot": ["BadRequestError", 400, "invalid"],
              "empty": ["BadRequestError", 400, "invalid"],
              "unknown": ["NotFoundError", 404, "model_not_found"],
              "broken": ["APIError", null, "provider_error"],
              "before": "One two"
            }
            """)!;
        JsonNode actual = JsonNode.Parse(output.Split('\n').First(line => line.StartsWith('{')))!;
        Assert.True(JsonNode.DeepEquals(expected, actual), actual.ToJsonString(JsonSerializerOptions.Web));
    }

    [Fact]
    public async Task Every_kind_of_answer_is_as_the_vendor_specifies()
    {
        string specification = Outside.Shared("spec", "openai-openapi.json");
        // The one that the fake is held by.
        string folder = await Outside.InstallNpmAsync(
            "openai-facade-contract", "tests/Rag.Fakes.Tests/OpenAI/client", "ajv");
        string model = $"rag/{await NewLighthouseAsync()}";
        string severalAnswers = JsonSerializer.Serialize(
            new { model, messages = new[] { new { role = "user", content = "How high?" } }, n = 2 });

        (int exitCode, string output) = await Outside.RunAsync(
            "node", folder, "contract.mjs", specification, Host, model, model,
            $"""[["chat/completions"],["chat/completions",{severalAnswers}]]""");

        Assert.True(exitCode == 0, output);
        JsonElement found = JsonDocument.Parse(output.Split('\n').First(line => line.StartsWith('{'))).RootElement;
        Assert.Equal("[]", found.GetProperty("problems").GetRawText());
        Assert.InRange(found.GetProperty("checked").GetInt32(), 20, 100);
    }

    private async Task<string> NewLighthouseAsync()
    {
        string collection = await application.Client.NewCollectionAsync();
        await application.Client.IngestAsync(
            collection, "The lighthouse of Lindau is 33 metres high.", ("document_id", "lighthouse"));
        return collection;
    }
}
