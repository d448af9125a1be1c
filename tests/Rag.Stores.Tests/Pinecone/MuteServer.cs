using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rag.Fakes;

namespace Rag.Stores.Tests.Pinecone;

/// <summary>A server that takes every write and tells no sequence number.</summary>
internal sealed class MuteServer : IFake
{
    public void Build(WebApplication app) => app.Run(context =>
    {
        object index = new
        {
            name = "ragtest-cosine-2",
            dimension = 2,
            metric = "cosine",
            host = $"http://{context.Request.Host}",
            status = new { ready = true },
        };
        return context.Response.WriteAsJsonAsync(
            context.Request.Path == "/indexes" ? new { indexes = new[] { index } } : (object)new { upsertedCount = 1 });
    });

    public Task WriteErrorAsync(HttpContext context, int status, string message) => Task.CompletedTask;

    public Task WriteUnauthorizedAsync(HttpContext context) => Task.CompletedTask;
}
