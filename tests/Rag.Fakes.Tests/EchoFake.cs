using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Rag.Fakes.Tests;

/// <summary>The smallest fake: counts its requests and answers with the count.</summary>
internal sealed class EchoFake : IFake
{
    public int Handled { get; private set; }

    public void Build(WebApplication app) => app.Run(async context =>
    {
        Handled++;
        await context.Response.WriteAsJsonAsync(new { handled = Handled, padding = new string('x', 100) });
    });

    public async Task WriteErrorAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(new { error = message });
    }

    public async Task WriteUnauthorizedAsync(HttpContext context)
    {
        context.Response.StatusCode = 401;
        await context.Response.WriteAsync("Unauthorized");
    }
}
