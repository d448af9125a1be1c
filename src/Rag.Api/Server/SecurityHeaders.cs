namespace Rag.Api.Server;

/// <summary>Headers that every answer has.</summary>
internal static class SecurityHeaders
{
    /// <summary>Data load and run nothing, even where a browser is made to show them as a page.</summary>
    private const string DataPolicy = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>The one page: its own files only. Its library sets styles on elements.</summary>
    private const string PagePolicy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'";

    /// <summary>Answers are never guessed to be another type, run, framed, or leaked as a referrer.</summary>
    public static void Set(HttpResponse response)
    {
        bool isPage = response.HttpContext.Request.Path.StartsWithSegments("/docs");
        response.Headers.ContentSecurityPolicy = isPage ? PagePolicy : DataPolicy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }

    /// <summary>Sets them before anything else runs.</summary>
    public static void UseSecurityHeaders(this WebApplication app) =>
        app.Use(static next => context =>
        {
            Set(context.Response);
            return next(context);
        });
}
