using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Rag.Hosting.Operator;

/// <summary>Lets only the operator pass: by the key, or, without one, from the same machine.</summary>
public static class OperatorGate
{
    /// <summary>Guards everything below a path.</summary>
    public static void UseOperatorGate(this WebApplication app, string path)
    {
        string? key = app.Services.GetRequiredService<IOptions<OperatorOptions>>().Value.Key;
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase),
            branch => branch.Use(next => context => Passes(context, key) ? next(context) : RefuseAsync(context, key)));
    }

    private static bool Passes(HttpContext context, string? key)
    {
        if (string.IsNullOrEmpty(key)) return IsFromHere(context);
        return AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var header)
            && SecretOf(header) is { } secret
            && CryptographicOperations.FixedTimeEquals(Digest(secret), Digest(key));
    }

    /// <summary>
    /// From this machine, under a name of this machine: a page elsewhere whose name was made to point here, and a proxy
    /// in front, send another.
    /// </summary>
    private static bool IsFromHere(HttpContext context)
    {
        string host = context.Request.Host.Host.Trim('[', ']');
        bool isLocalName = host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out IPAddress? named) && IPAddress.IsLoopback(named));
        return isLocalName && context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
    }

    private static string? SecretOf(AuthenticationHeaderValue header)
    {
        if (header.Parameter is not { } parameter) return null;
        if (header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)) return parameter;
        if (!header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)) return null;
        byte[] decoded = new byte[parameter.Length];
        if (!Convert.TryFromBase64String(parameter, decoded, out int length)) return null;
        string[] parts = Encoding.UTF8.GetString(decoded, 0, length).Split(':', 2);
        return parts.Length == 2 ? parts[1] : null;
    }

    private static Task RefuseAsync(HttpContext context, string? key)
    {
        if (string.IsNullOrEmpty(key))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return context.Response.WriteAsync(
                "Without 'Rag:Operator:Key' this page opens on the same machine only; set it to open it from here.");
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"operator\", Bearer";
        return context.Response.WriteAsync("Send the operator's key as a bearer token or as the password.");
    }

    /// <summary>Digests have one length, so the comparison tells nothing about the key's.</summary>
    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
