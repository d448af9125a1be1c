namespace Rag.Pipeline.Answering.Links;

/// <summary>
/// Judges the addresses of one answer. A model that was talked into it by a document can put what it knows into an
/// address; an image is fetched as soon as the answer is shown, a link when somebody clicks. What stands literally in
/// the sources carries nothing out, and an address that no source gives is no evidence anyway.
/// </summary>
/// <param name="hosts">Hosts that are always allowed.</param>
/// <param name="given">What the model was given: sources, question, what was said before.</param>
internal sealed class LinkPolicy(AllowedHosts hosts, IReadOnlyList<string> given)
{
    /// <summary>Whether some image can be allowed.</summary>
    public bool AllowsImages => !hosts.IsEmpty;

    /// <summary>Judges a target as it is written.</summary>
    public LinkVerdict Judge(string target)
    {
        LinkTarget read = LinkTarget.Read(target);
        if (read.IsRelative) return LinkVerdict.Relative;
        if (hosts.Contains(read.Host)) return LinkVerdict.Allowed;
        return read.CanBeKnown && IsGiven(target) ? LinkVerdict.Known : LinkVerdict.Foreign;
    }

    /// <summary>Judges what becomes a link by itself in running text: <c>https://…</c>, <c>www.…</c></summary>
    public LinkVerdict JudgeBare(string address)
    {
        bool hasScheme = address.Contains("://", StringComparison.Ordinal);
        LinkTarget read = LinkTarget.Read(hasScheme ? address : "http://" + address);
        if (hosts.Contains(read.Host)) return LinkVerdict.Allowed;
        return IsGiven(address) ? LinkVerdict.Known : LinkVerdict.Foreign;
    }

    private bool IsGiven(string address)
    {
        foreach (string text in given)
        {
            if (text.Contains(address, StringComparison.Ordinal)) return true;
        }

        return false;
    }
}
