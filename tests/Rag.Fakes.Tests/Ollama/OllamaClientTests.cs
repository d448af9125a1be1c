using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rag.Fakes.Tests.Ollama;

/// <summary>The vendor's own client works against the fake: what only our adapter can talk to proves nothing.</summary>
public sealed class OllamaClientTests
{
    [Fact]
    public async Task The_vendors_client_works_against_the_fake()
    {
        string folder = await Outside.InstallNpmAsync("ollama-client", "tests/Rag.Fakes.Tests/Ollama/client", "ollama");
        await using FakeServer server = await FakeServer.StartAsync("ollama");

        (int exitCode, string output) = await Outside.RunAsync("node", folder, "client.mjs", server.Url.Authority);

        Assert.True(exitCode == 0, output);
        JsonNode expected = JsonNode.Parse(
            """
            {
              "models": ["llama3.2:latest", "nomic-embed-text:latest"],
              "answer": ["It lasts two years. [1]", "stop", 8],
              "streamed": "It lasts two years. [1]",
              "done": true,
              "lengths": [768, 768],
              "tooLong": [400, "the input length exceeds the context length"],
              "missing": [404, "model 'other' not found"],
              "pulled": ["pulling manifest", "pulling 1a2b", "pulling 1a2b", "pulling 1a2b", "verifying sha256 digest",
                "writing manifest", "success"],
              "present": true,
              "unknown": [null, "pull model manifest: file does not exist"]
            }
            """)!;
        JsonNode actual = JsonNode.Parse(output.Split('\n').First(line => line.StartsWith('{')))!;
        Assert.True(JsonNode.DeepEquals(expected, actual), actual.ToJsonString(JsonSerializerOptions.Web));
    }
}
