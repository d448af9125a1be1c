using System.Text.Json;

namespace Rag.Fakes.Tests.OpenAI;

/// <summary>The fake's answers, held against the vendor's own specification.</summary>
public sealed class OpenAIContractTests
{
    [Fact]
    public async Task Every_kind_of_answer_is_as_the_vendor_specifies()
    {
        string specification = Outside.Shared("spec", "openai-openapi.json");
        string folder = await Outside.InstallNpmAsync(
            "openai-contract", "tests/Rag.Fakes.Tests/OpenAI/client", "ajv");
        await using FakeServer server = await FakeServer.StartAsync("openai");

        (int exitCode, string output) = await Outside.RunAsync(
            "node", folder, "contract.mjs", specification, server.Url.Authority, "gpt-4o", "text-embedding-3-small",
            """[["files"],["embeddings",{"model":"gpt-4o","input":"x"}]]""");

        Assert.True(exitCode == 0, output);
        JsonElement found = JsonDocument.Parse(output.Split('\n').First(line => line.StartsWith('{'))).RootElement;
        Assert.Equal("[]", found.GetProperty("problems").GetRawText());
        Assert.InRange(found.GetProperty("checked").GetInt32(), 15, 100);
    }
}
