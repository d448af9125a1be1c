using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Rag.ModelProviders.Tests;

/// <summary>
/// A real HTTP server that answers exactly what a test says, byte by byte where it matters: for what no well-behaved
/// fake would do. The n-th request meets the n-th step of the script; the last step stays.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, string Body, Dictionary<string, string> Headers)> _requests = new();

    private ScriptedServer(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.Single());

    public IReadOnlyList<(string Path, string Body, Dictionary<string, string> Headers)> Requests => [.. _requests];

    public static async Task<ScriptedServer> StartAsync(params Func<HttpContext, Task>[] steps)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        var server = new ScriptedServer(app);
        int count = 0;
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            string body = await reader.ReadToEndAsync();
            server._requests.Enqueue((
                context.Request.Path + context.Request.QueryString,
                body,
                context.Request.Headers.ToDictionary(
                    pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            context.Items["body"] = body;
            await steps[Math.Min(Interlocked.Increment(ref count), steps.Length) - 1](context);
        });
        await app.StartAsync();
        return server;
    }

    public static Func<HttpContext, Task> Json(string body, int status = 200, params (string, string)[] headers) =>
        async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            foreach ((string name, string value) in headers) context.Response.Headers[name] = value;
            await context.Response.WriteAsync(body);
        };

    /// <summary>Each piece is a write of its own, so it tends to arrive as one.</summary>
    public static Func<HttpContext, Task> Stream(string contentType, params IEnumerable<string> pieces) =>
        async context =>
        {
            context.Response.ContentType = contentType;
            foreach (string piece in pieces)
            {
                await context.Response.WriteAsync(piece, Encoding.UTF8);
                await context.Response.Body.FlushAsync();
            }
        };

    public static Task Abort(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        using var impatient = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(impatient.Token);
        await _app.DisposeAsync();
    }
}
