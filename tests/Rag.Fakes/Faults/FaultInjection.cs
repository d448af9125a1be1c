using Microsoft.AspNetCore.Http;

namespace Rag.Fakes.Faults;

/// <summary>Lets the faults that are switched on happen, around whatever the vendor's routes do.</summary>
internal sealed class FaultInjection(IFake fake, FaultSwitches faults, TimeProvider clock)
{
    private static readonly FaultKind[] AfterWork =
        [FaultKind.Drop, FaultKind.HalfBody, FaultKind.Empty, FaultKind.Malformed, FaultKind.Trickle];

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (faults.TryTake(FaultKind.Latency, context.Request, out Fault? latency))
            await Task.Delay(TimeSpan.FromMilliseconds(latency.Milliseconds), clock, context.RequestAborted);
        if (await TryRefuseAsync(context)) return;
        foreach (FaultKind kind in AfterWork)
        {
            if (!faults.TryTake(kind, context.Request, out _)) continue;
            await SpoilAsync(context, kind, await BufferAsync(context, next));
            return;
        }

        await next(context);
    }

    private async Task<bool> TryRefuseAsync(HttpContext context)
    {
        if (faults.TryTake(FaultKind.Unauthorized, context.Request, out _))
        {
            await fake.WriteUnauthorizedAsync(context);
            return true;
        }

        if (faults.TryTake(FaultKind.Html, context.Request, out _))
        {
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync("<html><body>Please sign in to the network.</body></html>");
            return true;
        }

        if (!faults.TryTake(FaultKind.Refuse, context.Request, out Fault? refusal)) return false;
        if (refusal.RetryAfter is { } retryAfter) context.Response.Headers.RetryAfter = retryAfter;
        await fake.WriteErrorAsync(context, refusal.Status, "A fault switch is on.");
        return true;
    }

    private static async Task<byte[]> BufferAsync(HttpContext context, RequestDelegate next)
    {
        Stream wire = context.Response.Body;
        using var buffer = new MemoryStream();
        context.Response.Body = buffer;
        await next(context);
        context.Response.Body = wire;
        return buffer.ToArray();
    }

    private static async Task SpoilAsync(HttpContext context, FaultKind kind, byte[] body)
    {
        HttpResponse response = context.Response;
        switch (kind)
        {
            case FaultKind.Drop:
                context.Abort();
                return;
            case FaultKind.HalfBody:
                response.ContentLength = body.Length;
                await response.Body.WriteAsync(body.AsMemory(0, body.Length / 2));
                await response.Body.FlushAsync();
                context.Abort();
                return;
            case FaultKind.Empty:
                response.StatusCode = StatusCodes.Status200OK;
                response.ContentLength = 0;
                return;
            case FaultKind.Malformed:
                response.StatusCode = StatusCodes.Status200OK;
                response.ContentLength = null;
                await response.Body.WriteAsync(body.AsMemory(0, body.Length / 2));
                return;
            default:
                response.ContentLength = null;
                foreach (byte one in body)
                {
                    await response.Body.WriteAsync(new[] { one });
                    await response.Body.FlushAsync();
                }

                return;
        }
    }
}
