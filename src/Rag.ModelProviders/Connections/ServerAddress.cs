using System.Diagnostics.CodeAnalysis;

namespace Rag.ModelProviders.Connections;

/// <summary>Addresses of model servers. Only an administrator sets them; they may well be inside a network.</summary>
internal static class ServerAddress
{
    /// <summary>What is wrong with an address; <see langword="false"/> if nothing is.</summary>
    public static bool HasProblem(Uri? address, string setting, [NotNullWhen(true)] out string? problem)
    {
        problem = address switch
        {
            null => null,
            { IsAbsoluteUri: false } => $"{setting} is '{address}'; it must be an absolute http or https address.",
            { Scheme: not ("http" or "https") } =>
                $"{setting} has the scheme '{address.Scheme}'; it must be http or https.",
            { UserInfo.Length: > 0 } => $"{setting} has a user or password in it; keys have settings of their own.",
            { Query.Length: > 0 } or { Fragment.Length: > 0 } =>
                $"{setting} has a query or fragment; give the address up to its path only.",
            _ => null,
        };
        return problem is not null;
    }

    /// <summary>The address with a slash at its end, so that paths are appended to it.</summary>
    public static Uri Directory(Uri address) =>
        address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
}
