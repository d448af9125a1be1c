namespace Rag.Hosting.Operator;

/// <summary>Settings of what only the operator of the service may see (section <c>Rag:Operator</c>).</summary>
public sealed class OperatorOptions
{
    /// <summary>Name of this section below <c>Rag</c>.</summary>
    public const string Section = "Operator";

    /// <summary>
    /// The secret that opens the operator's pages: as a bearer token, or as the password of HTTP basic authentication
    /// with any user name. Default: <see langword="null"/>; then they open for callers on the same machine only.
    /// </summary>
    public string? Key { get; set; }
}
