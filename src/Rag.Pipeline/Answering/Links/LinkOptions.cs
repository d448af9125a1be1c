namespace Rag.Pipeline.Answering.Links;

/// <summary>Which addresses may stand in an answer (section <c>Links</c>).</summary>
public sealed class LinkOptions
{
    /// <summary>
    /// Hosts that answers may link to and show images of, whatever the sources say: <c>docs.example.com</c>,
    /// <c>*.example.com</c> for every host below it, <c>*</c> for all. Other addresses stay as text if they stand
    /// literally in the sources or in what was asked, are never images, and else are taken out. Default: none.
    /// Range: 0..1,000 hosts.
    /// </summary>
    public IList<string> AllowedHosts { get; set; } = [];
}
