using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rag.Fakes;

namespace Rag.Stores.Tests.Qdrant;

/// <summary>A server that answers every search with a point of another tenant, whatever was asked for.</summary>
internal sealed class CarelessServer : IFake
{
    public void Build(WebApplication app) => app.Run(context => context.Response.WriteAsJsonAsync(
        context.Request.Path.Value switch
        {
            "/" => new { title = "qdrant", version = "1.19.0" },
            { } path when path.EndsWith("/points/query", StringComparison.Ordinal) => Result(new
            {
                points = new[]
                {
                    new
                    {
                        id = "00000000-0000-0000-0000-000000000001",
                        score = 1,
                        payload = new { index = "rag.other.docs.1" },
                    },
                },
            }),
            _ => Result(new
            {
                config = new { @params = new { vectors = new { size = 2, distance = "Cosine" } } },
                payload_schema = new { },
            }),
        }));

    public Task WriteErrorAsync(HttpContext context, int status, string message) => Task.CompletedTask;

    public Task WriteUnauthorizedAsync(HttpContext context) => Task.CompletedTask;

    private static object Result(object result) => new { result, status = "ok" };
}
