using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rag.Fakes.Tests.Weaviate;

/// <summary>The vendor's own client works against the fake: what only our adapter can talk to proves nothing.</summary>
public sealed class WeaviateClientTests
{
    [Fact]
    public async Task The_vendors_HTTP_client_works_against_the_fake()
    {
        string folder = await Outside.InstallNpmAsync(
            "weaviate-client", "tests/Rag.Fakes.Tests/Weaviate/client", "weaviate-ts-client");
        await using FakeServer server = await FakeServer.StartAsync("weaviate");

        (int exitCode, string output) =
            await Outside.RunAsync("node", folder, "client.mjs", server.Url.Authority);

        Assert.True(exitCode == 0, output);
        JsonNode expected = JsonNode.Parse(
            """
            {
              "ready": true,
              "version": "1.40.0-dev",
              "exists": true,
              "written": ["SUCCESS", "SUCCESS", "SUCCESS"],
              "near": [["1", 0], ["2", 0.39999998]],
              "filtered": [["3", 1]],
              "both": [["2", 0.39999998]],
              "sorted": [2, 1, 0],
              "count": 3,
              "merged": {"text": "passage 0", "owner": "Ann", "page": 7, "score": 0},
              "replaced": {"page": 8},
              "listed": 2,
              "checked": true,
              "gone": false,
              "deleted": [1, 1],
              "left": 1,
              "refused": true,
              "dropped": true
            }
            """)!;
        JsonNode actual = JsonNode.Parse(output.Split('\n').First(line => line.StartsWith('{')))!;
        Assert.True(JsonNode.DeepEquals(expected, actual), actual.ToJsonString(JsonSerializerOptions.Web));
    }
}
