using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rag.Fakes.Faults;

namespace Rag.Fakes.Pinecone;

/// <summary>
/// Pinecone's control plane and its serverless, dense indexes, whose hosts are paths below <c>/hosts/</c> here; version
/// 2025-10 of the interface. The key is <c>admin-key</c>. Writes are seen a little later, counts later still, new
/// indexes answer after a moment. Not imitated, because no client of ours sends them: pods, sparse vectors, integrated
/// embedding (<c>/records</c>), collections, backups and imports.
/// </summary>
internal sealed class PineconeFake(FaultSwitches faults, TimeProvider clock) : IFake
{
    private const string Key = "admin-key";
    private const string Hosts = "hosts";
    private const int MaxBodySize = 2 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, PineconeIndex> _indexes = new(StringComparer.Ordinal);

    public void Build(WebApplication app) => app.Run(AnswerAsync);

    public Task WriteErrorAsync(HttpContext context, int status, string message)
    {
        (int code, string name) = status switch
        {
            403 => (7, "FORBIDDEN"),
            429 => (8, "RESOURCE_EXHAUSTED"),
            503 => (14, "UNAVAILABLE"),
            _ => (13, "INTERNAL"),
        };
        return WriteAsync(context, new PineconeRefusal(status, code, name, message));
    }

    public async Task WriteUnauthorizedAsync(HttpContext context)
    {
        context.Response.StatusCode = 401;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(IsOfIndex(context) ? "Unauthorized" : "Invalid API Key");
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Headers["Api-Key"].ToString() != Key)
        {
            await WriteUnauthorizedAsync(context);
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        try
        {
            if (body.Length > MaxBodySize)
            {
                throw new PineconeRefusal(
                    400,
                    11,
                    "OUT_OF_RANGE",
                    $"Error, message length too large: found {body.Length} bytes, the limit is: {MaxBodySize} bytes");
            }

            var request = new PineconeRequest(context, body.ToArray());
            byte[] json;
            lock (_gate)
            {
                // Serialised under the lock: what it shows is alive.
                object? answer = Answer(request);
                json = answer is null ? [] : JsonSerializer.SerializeToUtf8Bytes(answer, PineconeJson.Options);
            }

            if (json.Length > 0) context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(json);
        }
        catch (PineconeRefusal refusal)
        {
            await WriteAsync(context, refusal);
        }
    }

    private object? Answer(PineconeRequest request)
    {
        if (request.Segments is not [Hosts, var name, .. var rest])
            return new PineconeControl(_indexes, clock).Answer(request);
        if (!_indexes.TryGetValue(name, out PineconeIndex? index) || !index.IsReady(clock))
            throw PineconeRefusal.Missing($"Index {name} not found");
        foreach (PineconeNamespace ns in index.Namespaces.Values) ns.ApplyDue();
        return new PineconeData(index, faults, clock).Answer(request, rest);
    }

    private static bool IsOfIndex(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/" + Hosts, StringComparison.Ordinal);

    private static Task WriteAsync(HttpContext context, PineconeRefusal refusal)
    {
        context.Response.StatusCode = refusal.Status;
        return IsOfIndex(context)
            ? context.Response.WriteAsJsonAsync(
                new { code = refusal.Code, message = refusal.Message, details = Array.Empty<object>() })
            : context.Response.WriteAsJsonAsync(
                new { status = refusal.Status, error = new { code = refusal.Name, message = refusal.Message } });
    }
}
