using System.Net;
using System.Text.Json;

namespace Rag.Api.Tests.Streaming;

/// <summary>What a model or an uploader says cannot be taken for a frame of the stream, on any route.</summary>
public sealed class HostileTextTests(GuardedApplication application) : IClassFixture<GuardedApplication>
{
    private const string Hostile =
        "a\n\ndata: [DONE]\n\nevent: error\ndata: {\"code\":\"x\"}\n\nb\rc\r\n\r\nid: 9\u2028d\u2029e\u0085f\u001b[2Jg";

    private HttpClient Client => application.Client;

    [Fact]
    public async Task A_models_text_is_one_answer_on_every_stream()
    {
        string collection = await PumpAsync();
        await application.ScriptAsync(new { answers = new[] { Hostile, Hostile, Hostile } });

        string stream = await ReadAsync($"/v1/collections/{collection}/query/stream", """{"question":"The pump?"}""");
        string chat = await ReadAsync("/v1/chat/completions", $$"""
            {"model":"rag/{{collection}}","stream":true,"messages":[{"role":"user","content":"The pump, please?"}]}
            """);
        using HttpResponseMessage plainResponse = await Client.GetAsync(
            $"/ask-stream?collection={collection}&query=The%20pump%20now%3F");
        string plain = await plainResponse.Content.ReadAsStringAsync();

        Assert.Single(stream.Split('\n'), "event: done");
        Assert.DoesNotContain("event: error", stream.Split('\n'));
        Assert.Single(chat.Split('\n'), "data: [DONE]");
        Assert.Equal("data: [DONE]", chat.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);
        Assert.All(
            chat.Split('\n', StringSplitOptions.RemoveEmptyEntries).SkipLast(1),
            line => JsonDocument.Parse(line["data: ".Length..]).Dispose());
        Assert.All([stream, chat, plain], text => Assert.DoesNotContain(text, c => c is '\r' or '\u2028' or '\u2029'));
        Assert.All([stream, chat], text => Assert.DoesNotContain('\u001b', text));
        Assert.All(
            plain.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.StartsWith("data: ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_title_and_a_file_name_cannot_break_out_either()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.PostJsonAsync($"/v1/collections/{collection}/documents?wait=60", JsonSerializer.Serialize(new
        {
            document_id = "a\u2028event: done", title = "x\u2028data: [DONE]\u2029", text = "The pump is oiled daily.",
        })).JsonAsync(HttpStatusCode.Accepted);
        await application.ScriptAsync(new { });

        string stream = await ReadAsync($"/v1/collections/{collection}/query/stream", """{"question":"The pump?"}""");

        Assert.DoesNotContain('\u2028', stream);
        Assert.DoesNotContain("data: [DONE]", stream.Split('\n'));
        Assert.DoesNotContain("\n</source>\n\ndata", GuardedApplication.MessageOf(application.Sent().Single(), 1));
        Assert.StartsWith(
            "<source number=\"1\" title=\"x data: [DONE]\">\n", GuardedApplication.MessageOf(application.Sent()[0], 1));
    }

    private async Task<string> PumpAsync()
    {
        string collection = await Client.NewCollectionAsync();
        await Client.IngestAsync(collection, "The pump is oiled daily.");
        return collection;
    }

    private async Task<string> ReadAsync(string path, string body)
    {
        using HttpResponseMessage response = await Client.StreamAsync(HttpMethod.Post, path, body);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return await response.Content.ReadAsStringAsync();
    }
}
