using System.Globalization;
using Rag.Api.Errors;
using Rag.Grains.Interfaces;

namespace Rag.Api.Paging;

/// <summary>The <c>limit</c> of a list.</summary>
internal static class PageSize
{
    private const int Default = 50;
    private const int Max = 1_000;

    /// <summary>Reads it: 1..1,000, 50 if absent.</summary>
    public static bool TryRead(HttpContext context, out int limit, out Failure? failure)
    {
        string? text = context.Request.Query["limit"];
        limit = Default;
        failure = null;
        if (string.IsNullOrEmpty(text)) return true;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value))
        {
            failure = ApiFailures.Malformed($"'limit' is '{text}'; it must be a whole number.");
            return false;
        }

        if (value is < 1 or > Max)
        {
            failure = ApiFailures.Invalid($"'limit' is {value}; it must be 1..{Max:N0}.");
            return false;
        }

        limit = (int)value;
        return true;
    }
}
