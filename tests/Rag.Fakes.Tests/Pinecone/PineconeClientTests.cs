using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rag.Fakes.Tests.Pinecone;

/// <summary>The vendor's own client works against the fake: what only our adapter can talk to proves nothing.</summary>
public sealed class PineconeClientTests
{
    [Fact]
    public async Task The_vendors_client_works_against_the_fake()
    {
        string folder = await Outside.InstallNpmAsync(
            "pinecone-client", "tests/Rag.Fakes.Tests/Pinecone/client", "@pinecone-database/pinecone");
        await using FakeServer server = await FakeServer.StartAsync("pinecone");

        (int exitCode, string output) =
            await Outside.RunAsync("node", folder, "client.mjs", server.Url.AbsoluteUri.TrimEnd('/'));

        Assert.True(exitCode == 0, output);
        JsonNode expected = JsonNode.Parse(
            """
            {
              "made": ["docs", true],
              "listed": [["docs", 4, "cosine"]],
              "described": ["search", "disabled"],
              "again": "PineconeConflictError",
              "visible": true,
              "found": [["a1", 1], ["b1", 0.6], ["b2", 0]],
              "byRange": [["b2", 0]],
              "byElement": [["a1", 1]],
              "without": [["b1", 0.6], ["b2", 0]],
              "notAnywhere": [["a1", 1]],
              "byId": {"k": "b", "n": 3},
              "fetched": ["a1"],
              "page": [["b1"], true],
              "next": [["b2"], false],
              "updated": true,
              "deleted": true,
              "counted": true,
              "namespaces": ["books"],
              "left": 0,
              "wrongDimension": "PineconeBadRequestError",
              "wrongFilter": "PineconeBadRequestError",
              "missing": "PineconeNotFoundError",
              "wrongKey": "PineconeAuthorizationError",
              "indexes": 0
            }
            """)!;
        JsonNode actual = JsonNode.Parse(output.Split('\n').First(line => line.StartsWith('{')))!;
        Assert.True(JsonNode.DeepEquals(expected, actual), actual.ToJsonString(JsonSerializerOptions.Web));
    }
}
