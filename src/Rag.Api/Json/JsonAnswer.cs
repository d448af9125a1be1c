using System.Text.Json;

namespace Rag.Api.Json;

/// <summary>A value as a JSON answer, written as UTF-8 in one piece.</summary>
/// <typeparam name="T">A type of <see cref="JsonTypes"/>.</typeparam>
internal sealed class JsonAnswer<T>(T value, int status = StatusCodes.Status200OK, string? location = null) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(value, JsonTypes.Of<T>());
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = bytes.Length;
        if (location is not null) response.Headers.Location = location;
        return response.Body.WriteAsync(bytes, httpContext.RequestAborted).AsTask();
    }
}
