using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rag.Fakes.Tests.Qdrant;

/// <summary>The vendor's own client works against the fake: what only our adapter can talk to proves nothing.</summary>
public sealed class QdrantClientTests
{
    [Fact]
    public async Task The_vendors_HTTP_client_works_against_the_fake()
    {
        string folder = await Outside.InstallNpmAsync(
            "qdrant-client", "tests/Rag.Fakes.Tests/Qdrant/client", "@qdrant/js-client-rest");
        await using FakeServer server = await FakeServer.StartAsync("qdrant");

        (int exitCode, string output) =
            await Outside.RunAsync("node", folder, "client.mjs", server.Url.AbsoluteUri.TrimEnd('/'));

        Assert.True(exitCode == 0, output);
        JsonNode expected = JsonNode.Parse(
            """
            {
              "created": true,
              "exists": true,
              "listed": ["docs"],
              "indexed": "completed",
              "written": "completed",
              "found": [[1, 1], [2, 0.6]],
              "filtered": [[2, 0.6]],
              "searched": [[1, 1]],
              "batch": [[[1, 1]], [["00000000-0000-4000-8000-000000000003", 0.8]]],
              "groups": ["a", "b"],
              "retrieved": {"k": "b", "n": 2},
              "page": [[1, 2], "00000000-0000-4000-8000-000000000003"],
              "count": 3,
              "facet": [{"value": "b", "count": 2}, {"value": "a", "count": 1}],
              "changed": [{"k": "a", "m": 1}, {"z": 1}],
              "vector": [0, 0, 0, 1],
              "aliases": [{"alias_name": "live", "collection_name": "docs"}],
              "deleted": "completed",
              "left": 2,
              "refused": 400,
              "missing": 404,
              "wrongKey": 401,
              "dropped": true
            }
            """)!;
        JsonNode actual = JsonNode.Parse(output.Split('\n').First(line => line.StartsWith('{')))!;
        Assert.True(JsonNode.DeepEquals(expected, actual), actual.ToJsonString(JsonSerializerOptions.Web));
    }
}
