namespace Rag.Pipeline.Answering.Links;

/// <summary>The hosts of <see cref="LinkOptions.AllowedHosts"/>. Immutable.</summary>
internal sealed class AllowedHosts
{
    private readonly HashSet<string> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool _isAll;

    public AllowedHosts(IEnumerable<string> patterns)
    {
        foreach (string pattern in patterns)
        {
            if (pattern == "*") _isAll = true;
            else _hosts.Add(pattern);
        }
    }

    /// <summary>Whether no host is allowed.</summary>
    public bool IsEmpty => !_isAll && _hosts.Count == 0;

    /// <summary>Whether a host is named, or stands below one that is named with a star.</summary>
    public bool Contains(string host)
    {
        if (host.Length == 0) return false;
        if (_isAll || _hosts.Contains(host)) return true;
        if (_hosts.Count == 0) return false;
        for (int dot = host.IndexOf('.'); dot >= 0; dot = host.IndexOf('.', dot + 1))
        {
            if (_hosts.Contains($"*{host.AsSpan(dot)}")) return true;
        }

        return false;
    }
}
