using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rag.Fakes.Tests.OpenAI;

/// <summary>The vendor's own client works against the fake: what only our adapter can talk to proves nothing.</summary>
public sealed class OpenAIClientTests
{
    [Fact]
    public async Task The_vendors_client_works_against_the_fake()
    {
        string folder = await Outside.InstallNpmAsync("openai-client", "tests/Rag.Fakes.Tests/OpenAI/client", "openai");
        await using FakeServer server = await FakeServer.StartAsync("openai");

        (int exitCode, string output) = await Outside.RunAsync("node", folder, "client.mjs", server.Url.Authority);

        Assert.True(exitCode == 0, output);
        JsonNode expected = JsonNode.Parse(
            """
            {
              "models": ["gpt-4o", "gpt-4o-mini", "text-embedding-3-large", "text-embedding-3-small",
                "text-embedding-ada-002"],
              "model": "model",
              "answer": "It lasts two years. [1]",
              "finish": "stop",
              "adds": true,
              "streamed": "It lasts two years. [1]",
              "streamedFinish": "stop",
              "streamedTokens": 8,
              "cut": "length",
              "length": 256,
              "unit": true,
              "near": true,
              "same": true,
              "noKey": [401, null],
              "noModel": [404, "model_not_found"],
              "noMessages": [400, "empty_array"],
              "empty": [400, null],
              "noPath": [404, null],
              "limited": [429, "rate_limit_exceeded"],
              "retried": "stop",
              "scripted": "One two",
              "broken": [null, null]
            }
            """)!;
        JsonNode actual = JsonNode.Parse(output.Split('\n').First(line => line.StartsWith('{')))!;
        Assert.True(JsonNode.DeepEquals(expected, actual), actual.ToJsonString(JsonSerializerOptions.Web));
    }
}
