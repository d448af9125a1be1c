namespace Rag.Api.Server;

/// <summary>Headers that every answer has.</summary>
internal static class SecurityHeaders
{
    /// <summary>Answers are never guessed to be another type, framed, or leaked as a referrer.</summary>
    public static void Set(HttpResponse response)
    {
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
