using System.Net;
using Rag.Pipeline;

namespace Rag.ModelProviders.Connections;

/// <summary>What a status and a body mean: whether to come back, when, and what to change.</summary>
internal static class Refusals
{
    /// <summary>The failure that a response with an error status stands for.</summary>
    public static ModelException Of(string server, HttpResponseMessage response, ErrorBody error, DateTimeOffset now)
    {
        int status = (int)response.StatusCode;
        var refusal = new ProviderRefusal(status, error);
        (string code, bool isTransient, string remedy) = Classify(response.StatusCode, refusal);
        if (!error.SaysQuotaIsSpent) isTransient = Overridden(response, isTransient);
        return new ModelException(
            code, $"{server} answered {status}: {error.Message}{remedy}", isTransient, refusal)
        {
            RetryAfter = RetryAfterHeader.Read(response.Headers, now),
        };
    }

    /// <summary>The failure that a server tells within a stream that began well.</summary>
    public static ModelException InStream(string server, ErrorBody error) => new(
        error.SaysQuotaIsSpent ? "insufficient_quota" : "provider_error",
        $"{server} broke off its answer: {error.Message}",
        isTransient: !error.SaysQuotaIsSpent,
        new ProviderRefusal(200, error));

    private static (string Code, bool IsTransient, string Remedy) Classify(
        HttpStatusCode status, ProviderRefusal refusal)
    {
        if (refusal.Error.SaysQuotaIsSpent) return ("insufficient_quota", false, " Its quota is spent.");
        if (refusal.IsTooLong) return ("input_too_long", false, "");
        return (int)status switch
        {
            >= 300 and < 400 => ("provider_redirected", false,
                " Redirects are not followed, so that no key gets to another host: configure the final address."),
            401 or 403 => ("provider_unauthorized", false, " Check the configured key."),
            404 => ("unknown_model", false, " Check the configured address and the model's name."),
            429 => ("provider_rate_limited", true, ""),
            408 or 409 or (>= 500 and not (501 or 505)) => ("provider_error", true, ""),
            _ => ("provider_error", false, ""),
        };
    }

    /// <summary>Some servers say outright whether a repeat makes sense.</summary>
    private static bool Overridden(HttpResponseMessage response, bool isTransient) =>
        response.Headers.NonValidated.TryGetValues("x-should-retry", out var values) switch
        {
            true when values.ToString() == "true" => true,
            true when values.ToString() == "false" => false,
            _ => isTransient,
        };
}
