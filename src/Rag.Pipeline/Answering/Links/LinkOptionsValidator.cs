using Microsoft.Extensions.Options;

namespace Rag.Pipeline.Answering.Links;

/// <summary>Refuses what would never match a host: a silent mistake here would look like a broken answer.</summary>
internal sealed class LinkOptionsValidator : IValidateOptions<LinkOptions>
{
    private const int MaxHosts = 1_000;

    public ValidateOptionsResult Validate(string? name, LinkOptions options)
    {
        if (options.AllowedHosts.Count > MaxHosts)
        {
            return ValidateOptionsResult.Fail(
                $"Links:AllowedHosts has {options.AllowedHosts.Count:N0} entries; the limit is {MaxHosts:N0}. "
                + "Use '*.example.com' for all hosts below a name.");
        }

        return options.AllowedHosts.FirstOrDefault(host => !IsHost(host)) is { } wrong
            ? ValidateOptionsResult.Fail(
                $"Links:AllowedHosts has '{wrong}'; it takes names of hosts such as 'docs.example.com', "
                + "'*.example.com' or '*', without scheme, port and path.")
            : ValidateOptionsResult.Success;
    }

    private static bool IsHost(string host) =>
        host == "*"
        || Uri.CheckHostName(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host)
            != UriHostNameType.Unknown;
}
