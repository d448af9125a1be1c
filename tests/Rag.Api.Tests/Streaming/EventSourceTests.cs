using System.Text.Json;
using System.Text.Json.Nodes;
using Rag.Fakes.Tests;

namespace Rag.Api.Tests.Streaming;

/// <summary>What browsers read events with works against the service.</summary>
public sealed class EventSourceTests(RagApplication application)
{
    [Fact]
    public async Task An_event_source_reads_an_answer_and_resumes_it_where_it_was_cut()
    {
        string folder = await Outside.InstallNpmAsync(
            "event-source", "tests/Rag.Api.Tests/Streaming/client", "eventsource");
        string collection = await application.Client.NewCollectionAsync();
        await application.Client.IngestAsync(collection, "The lighthouse of Lindau is 33 metres high.");

        (int exitCode, string output) = await Outside.RunAsync(
            "node", folder, "client.mjs", application.Client.BaseAddress!.Authority, collection);

        Assert.True(exitCode == 0, output);
        JsonNode expected = JsonNode.Parse(
            """
            {
              "first": "sources",
              "last": "done",
              "cited": true,
              "inOrder": true,
              "text": "The lighthouse of Lindau is 33 metres high. [1]",
              "resumedBehind": [null, "3"],
              "sameEvents": true,
              "sameText": true
            }
            """)!;
        JsonNode actual = JsonNode.Parse(output.Split('\n').First(line => line.StartsWith('{')))!;
        Assert.True(JsonNode.DeepEquals(expected, actual), actual.ToJsonString(JsonSerializerOptions.Web));
    }
}
