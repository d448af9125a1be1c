using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Rag.Fakes.Faults;

namespace Rag.Fakes.Qdrant;

/// <summary>
/// Qdrant 1.19 over REST, one node. Keys: <c>admin-key</c> writes, <c>reader-key</c> reads. Not imitated, because no
/// client of ours sends them: telemetry, metrics, quotas and issues; formulas, discovery and multivectors; geo filters;
/// snapshots, shard keys and clusters. Of the recordings' 671 lines these leave out eight: <c>telemetry</c>,
/// <c>metrics</c>, <c>h-formula</c>, <c>m-quotas</c>, <c>m-quotas-reader</c>, <c>m-issues</c>, and a collection's name
/// with a NUL, which the web server refuses.
/// </summary>
internal sealed class QdrantFake(FaultSwitches faults, TimeProvider clock) : IFake
{
    private const string AdminKey = "admin-key";
    private const string ReaderKey = "reader-key";
    private const int MaxBodySize = 33_554_432;

    private readonly Lock _gate = new();
    private readonly QdrantRoutes _routes = new(new QdrantState(clock), new PendingWrites(faults, clock), clock);

    public void Build(WebApplication app) => app.Run(AnswerAsync);

    public Task WriteErrorAsync(HttpContext context, int status, string message) =>
        WriteJsonAsync(context, status, new { status = new { error = message }, time = 0.0 });

    public Task WriteUnauthorizedAsync(HttpContext context) =>
        WritePlainAsync(context, 401, "Invalid API key or JWT");

    private async Task AnswerAsync(HttpContext context)
    {
        if (await TryAnswerWithoutKeyAsync(context)) return;
        string? key = KeyOf(context.Request);
        if (key is null)
            await WritePlainAsync(context, 401, "Must provide an API key or an Authorization bearer token");
        else if (key is not (AdminKey or ReaderKey))
            await WriteUnauthorizedAsync(context);
        else
            await AnswerAsync(context, mayManage: key == AdminKey);
    }

    private static async Task<bool> TryAnswerWithoutKeyAsync(HttpContext context)
    {
        // As sent: the web server reads "/.." as "/".
        switch (context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget)
        {
            case "/":
                await WriteJsonAsync(
                    context,
                    200,
                    new
                    {
                        title = "qdrant - vector search engine",
                        version = "1.19.0",
                        commit = "74f3e85b9473c62560006c043e13737ce6b48412",
                    });
                return true;
            case "/healthz" or "/livez":
                await WritePlainAsync(context, 200, "healthz check passed", "text/plain; charset=utf-8");
                return true;
            case "/readyz":
                await WritePlainAsync(context, 200, "all shards are ready", "text/plain; charset=utf-8");
                return true;
            default:
                return false;
        }
    }

    private static string? KeyOf(HttpRequest request)
    {
        if (request.Headers.TryGetValue("api-key", out var key)) return key.ToString();
        string authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith("Bearer ", StringComparison.Ordinal) ? authorization[7..] : null;
    }

    private async Task AnswerAsync(HttpContext context, bool mayManage)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (body.Length > MaxBodySize)
        {
            await WriteErrorAsync(
                context,
                400,
                $"JSON payload ({body.Length} bytes) is larger than allowed (limit: {MaxBodySize} bytes).");
            return;
        }

        try
        {
            var request = new QdrantRequest(context, body.ToArray(), mayManage);
            QdrantResult? result;
            byte[] json = [];
            lock (_gate)
            {
                result = _routes.Answer(request);
                // Serialised under the lock: what it shows is alive.
                if (result is not null) json = Serialise(result.Result);
            }

            if (result is null) context.Response.StatusCode = 404;
            else await WriteResultAsync(context, request, result, json);
        }
        catch (Refusal refusal)
        {
            if (refusal.RetryAfter is { } seconds) context.Response.Headers.RetryAfter = seconds;
            await WriteErrorAsync(context, refusal.Status, refusal.Message);
        }
    }

    /// <summary>A write that waits is answered when it is seen, or says that it ran out of time.</summary>
    private async Task WriteResultAsync(HttpContext context, QdrantRequest request, QdrantResult result, byte[] json)
    {
        if (result.SeenAt is { } seenAt && request.Waits)
        {
            TimeSpan left = seenAt - clock.GetUtcNow();
            bool tooLong = left > request.Timeout;
            TimeSpan wait = tooLong ? request.Timeout : left;
            if (wait > TimeSpan.Zero) await Task.Delay(wait, clock, context.RequestAborted);
            // Timers are a little early at times, and the write is applied by the clock.
            while (!tooLong && clock.GetUtcNow() < seenAt)
                await Task.Delay(TimeSpan.FromMilliseconds(1), clock, context.RequestAborted);
            if (tooLong) json = Serialise(new { operation_id = 0, status = "wait_timeout" });
        }

        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(json);
    }

    private static byte[] Serialise(object? result) =>
        JsonSerializer.SerializeToUtf8Bytes(new { result, status = "ok", time = 0.0001 }, Json.Options);

    private static async Task WriteJsonAsync(HttpContext context, int status, object answer)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(answer, Json.Options));
    }

    private static async Task WritePlainAsync(HttpContext context, int status, string text, string? type = null)
    {
        context.Response.StatusCode = status;
        if (type is not null) context.Response.ContentType = type;
        await context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text));
    }
}
