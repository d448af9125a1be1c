using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Rag.Fakes.Weaviate;

/// <summary>
/// Finds what answers a request, one at a time over the whole server. Unknown paths and methods are refused before
/// anybody asks for a key.
/// </summary>
internal sealed class WeaviateRouter
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock _gate = new();
    private readonly List<Route> _routes = [];

    /// <summary>Adds a route; <c>*</c> stands for one part of the path.</summary>
    public void Map(string method, string pattern, Func<WeaviateCall, WeaviateAnswer> answer, bool isOpen = false) =>
        _routes.Add(new Route(method, pattern.Split('/'), answer, isOpen));

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            if (await AnswerAsync(context) is { } answer) await WriteAsync(context, answer.Status, answer.Body);
            else await WriteNoKeyAsync(context);
        }
        catch (WeaviateFailure failure)
        {
            await WriteAsync(context, failure.Status, failure.Body);
        }
    }

    public static async Task WriteAsync(HttpContext context, int status, JsonNode? body)
    {
        context.Response.StatusCode = status;
        if (body is null) return;
        context.Response.ContentType = "application/json";
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Relaxed)) body.WriteTo(writer);
        context.Response.ContentLength = buffer.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(buffer.ToArray());
    }

    public static async Task WriteNoKeyAsync(HttpContext context)
    {
        context.Response.StatusCode = 401;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(
            """{"code":401,"message": "anonymous access not enabled. Please authenticate through one of the """ +
            """available methods: [API-keys]" }""");
    }

    /// <summary><see langword="null"/> if the request came without a key.</summary>
    private async Task<WeaviateAnswer?> AnswerAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        string path = request.Path.Value ?? "";
        Route[] candidates = [.. _routes.Where(route => route.Matches(path.Split('/')))];
        if (candidates.Length == 0) throw WeaviateFailure.OfApi(404, $"path {path} was not found");
        Route? found = Array.Find(candidates, route => route.Method == request.Method);
        if (found is null)
        {
            string allowed = string.Join(',', candidates.Select(route => route.Method));
            context.Response.Headers.Allow = allowed;
            throw WeaviateFailure.OfApi(405, $"method {request.Method} is not allowed, but [{allowed}] are");
        }

        WeaviateUser? user = found.IsOpen ? null : WeaviateUser.Of(request.Headers.Authorization);
        if (user is null && !found.IsOpen) return null;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, context.RequestAborted);
        user ??= new WeaviateUser("anonymous", MayRead: false, MayWrite: false);
        var call = new WeaviateCall(request, found.PartsOf(path.Split('/')), user, body.ToArray());
        lock (_gate) return found.Answer(call);
    }

    private sealed record Route(
        string Method, string[] Pattern, Func<WeaviateCall, WeaviateAnswer> Answer, bool IsOpen)
    {
        public bool Matches(string[] path) => path.Length == Pattern.Length
            && Pattern.Zip(path).All(pair => pair.First == "*" ? pair.Second.Length > 0 : pair.First == pair.Second);

        public string[] PartsOf(string[] path) =>
            [.. Pattern.Zip(path).Where(pair => pair.First == "*").Select(pair => pair.Second)];
    }
}
