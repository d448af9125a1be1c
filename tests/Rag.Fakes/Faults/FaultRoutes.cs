using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Rag.Fakes.Faults;

/// <summary>
/// <c>GET /__faults</c> lists what is on, <c>PUT</c> with a JSON list sets it, <c>DELETE</c> switches everything off;
/// <c>GET /__requests</c> lists what has arrived, <c>DELETE</c> forgets it. None of them needs the vendor's key.
/// </summary>
internal sealed class FaultRoutes(FaultSwitches faults, RequestLog requests)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        switch (context.Request.Path.Value, context.Request.Method)
        {
            case ("/__faults", "GET"):
                await context.Response.WriteAsJsonAsync(faults.All, Fault.Json);
                return;
            case ("/__faults", "PUT"):
                await SetAsync(context);
                return;
            case ("/__faults", "DELETE"):
                faults.Set();
                return;
            case ("/__requests", "GET"):
                await context.Response.WriteAsJsonAsync(requests.All);
                return;
            case ("/__requests", "DELETE"):
                requests.Clear();
                return;
            default:
                await requests.AddAsync(context);
                await next(context);
                return;
        }
    }

    private async Task SetAsync(HttpContext context)
    {
        try
        {
            Fault[]? wanted = await JsonSerializer.DeserializeAsync<Fault[]>(
                context.Request.Body, Fault.Json, context.RequestAborted);
            faults.Set(wanted ?? []);
        }
        catch (JsonException error)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync($"Not a list of faults: {error.Message}");
        }
    }
}
