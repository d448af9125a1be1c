using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Rag.Api.Tests.Server;

/// <summary>A client that sends too slowly is not waited for.</summary>
public sealed class SlowUploadTests(RagApplication application)
{
    [Fact]
    public async Task An_upload_that_trickles_is_ended_and_leaves_no_document()
    {
        string collection = await application.Client.NewCollectionAsync();
        Uri address = application.Client.BaseAddress!;
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/collections/{collection}/documents HTTP/1.1\r\nHost: {address.Authority}\r\n"
            + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000\r\n\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nThe pump"));

        // Nothing more is sent: below any rate. The server answers or hangs up by itself.
        using var reader = new StreamReader(stream);
        string answer = await ReadToEndAsync(reader).WaitAsync(TimeSpan.FromMinutes(2));

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        JsonElement listed = await application.Client.GetAsync($"/v1/collections/{collection}/documents")
            .JsonAsync(HttpStatusCode.OK);
        Assert.Empty(listed.GetProperty("documents").EnumerateArray());
    }

    private static async Task<string> ReadToEndAsync(StreamReader reader)
    {
        try
        {
            return await reader.ReadToEndAsync();
        }
        catch (IOException exception)
        {
            return exception.Message;
        }
    }
}
