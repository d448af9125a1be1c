using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rag.Fakes;

namespace Rag.Stores.Tests.Qdrant;

/// <summary>A server of a version before the query interface.</summary>
internal sealed class OtherServer : IFake
{
    public void Build(WebApplication app) =>
        app.Run(context => context.Response.WriteAsJsonAsync(new { title = "qdrant", version = "1.9.4" }));

    public Task WriteErrorAsync(HttpContext context, int status, string message) => Task.CompletedTask;

    public Task WriteUnauthorizedAsync(HttpContext context) => Task.CompletedTask;
}
