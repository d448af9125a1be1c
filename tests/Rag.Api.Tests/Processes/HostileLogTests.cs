using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Rag.Api.Tests.Processes;

/// <summary>What a caller sends cannot forge a line of the log or write to the terminal that shows it.</summary>
public sealed class HostileLogTests
{
    private const string Forged = "fail: Forged[0] the database is gone";

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public async Task No_id_path_or_header_forges_a_line_or_colours_a_terminal(string format)
    {
        string directory = Directory.CreateTempSubdirectory("rag-log-").FullName;
        try
        {
            await using ServiceProcess service = await ServiceProcess.StartAsync(
                directory,
                new Dictionary<string, string>
                {
                    ["Rag__LogFormat"] = format,
                    ["Logging__LogLevel__Default"] = "Information",
                    ["Logging__LogLevel__Microsoft.AspNetCore.Hosting"] = "Information",
                    ["Logging__LogLevel__Microsoft.AspNetCore.Routing"] = "Debug",
                });
            string id = $"id\u2028{Forged}\u2029x\u202ey";
            await service.Client.PostJsonAsync("/v1/collections/default/documents?wait=60", JsonSerializer.Serialize(
                new { document_id = id, title = "t\u2028" + Forged, text = "The pump is oiled daily." }))
                .JsonAsync(HttpStatusCode.Accepted);
            await SendRawAsync(
                service,
                $"/v1/%0D%0A{Uri.EscapeDataString(Forged)}%1B%5B31m%C2%85%E2%80%A8here",
                $"text/plain; x=\u2028{Forged}\u009b31m");

            string[] lines = await LinesAsync(service);

            Assert.All(lines, line => Assert.DoesNotContain(
                line, c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\u202e'));
            Assert.DoesNotContain(lines, line => line.StartsWith("fail: Forged", StringComparison.Ordinal));
            // It was logged: the id by the grain, the path by the router, the header by the host.
            string[] places = ["is completed", "request path", "Request starting"];
            Assert.All(places, place => Assert.Contains(
                lines, line => line.Contains(place, StringComparison.Ordinal)
                    && line.Contains("Forged", StringComparison.Ordinal)));
            if (format == "json") Assert.All(lines, line => JsonDocument.Parse(line).Dispose());
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task SendRawAsync(ServiceProcess service, string path, string contentType)
    {
        Uri address = service.Client.BaseAddress!;
        using var client = new TcpClient(address.Host, address.Port);
        await using NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: {contentType}\r\n"
            + "Connection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        Assert.StartsWith("HTTP/1.1 404", await reader.ReadToEndAsync());
    }

    /// <summary>The log up to a request that is made now: it is written beside the answers.</summary>
    private static async Task<string[]> LinesAsync(ServiceProcess service)
    {
        (await service.Client.GetAsync("/v1/the-end-of-it")).Dispose();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!service.Lines.Any(line => line.Contains("the-end-of-it", StringComparison.Ordinal)))
            await Task.Delay(50, limit.Token);
        return [.. service.Lines];
    }
}
