using System.Net;
using System.Text;
using System.Text.Json;
using Rag.Pipeline;

namespace Rag.Stores.Http;

/// <summary>Turns what a server answered into the one exception of the store ports.</summary>
internal static class StoreFailure
{
    private const int MaxExcerptLength = 300;

    /// <summary>Whether a later attempt of the same request may succeed.</summary>
    public static bool IsTransient(HttpStatusCode status) => status is
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError
        or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
        or (HttpStatusCode)425;

    /// <summary>The failure of an answer that is no success.</summary>
    public static StoreException Of(StoreAnswer answer, TimeSpan? retryAfter = null)
    {
        bool transient = IsTransient(answer.Status);
        string code = answer.Status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "unauthorized",
            HttpStatusCode.TooManyRequests => "throttled",
            HttpStatusCode.RequestEntityTooLarge => "too_large",
            HttpStatusCode.InsufficientStorage => "disk_full",
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => "redirected",
            _ when transient => "unavailable",
            _ => "refused",
        };
        string remedy = code switch
        {
            "unauthorized" => " Check the store's key and its rights.",
            "redirected" => " Redirects are not followed: configure the final address.",
            _ => "",
        };
        return new StoreException(code, $"{Describe(answer)}{remedy}", transient) { RetryAfter = retryAfter };
    }

    /// <summary>A success whose body cannot be what the server meant to say.</summary>
    public static StoreException BadAnswer(StoreAnswer answer, string what, Exception? cause = null) =>
        new("bad_answer", $"{Describe(answer)} This is {what}.", isTransient: true, cause);

    /// <summary>Reads a member of an answer; a wrong shape is the server's failure, not a bug of ours.</summary>
    public static T Reading<T>(string vendor, JsonElement json, Func<JsonElement, T> read)
    {
        try
        {
            return read(json);
        }
        catch (Exception cause) when (cause is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new StoreException(
                "bad_answer", $"{vendor} answered JSON of another shape: {cause.Message}", isTransient: true, cause);
        }
    }

    /// <summary>No answer at all, or not the whole of one.</summary>
    public static StoreException NoAnswer(
        StoreEndpoint endpoint, StoreRequest request, string what, Exception? cause = null) =>
        new(
            "unavailable",
            Mask(endpoint, $"{endpoint.Vendor} at {Place(endpoint)} did not answer {request}: {what}."),
            isTransient: true,
            cause);

    private static string Describe(StoreAnswer answer)
    {
        string body = Excerpt(answer.Body);
        return Mask(
            answer.Endpoint,
            $"{answer.Endpoint.Vendor} at {Place(answer.Endpoint)} answered {(int)answer.Status} to " +
            $"{answer.Request}: " +
            (body.Length == 0 ? "an empty body." : $"'{body}'."));
    }

    /// <summary>Host and port only: a path or user name may be a secret.</summary>
    private static string Place(StoreEndpoint endpoint) => endpoint.Url.Authority;

    private static string Excerpt(byte[] body)
    {
        var text = new StringBuilder(MaxExcerptLength + 1);
        foreach (char c in Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, 4 * MaxExcerptLength)))
        {
            if (text.Length == MaxExcerptLength) return text.Append('…').ToString();
            text.Append(char.IsControl(c) ? ' ' : c);
        }

        return text.ToString().Trim();
    }

    private static string Mask(StoreEndpoint endpoint, string message)
    {
        foreach (string secret in endpoint.Secrets)
        {
            if (secret.Length > 0) message = message.Replace(secret, "***", StringComparison.Ordinal);
        }

        return message;
    }
}
