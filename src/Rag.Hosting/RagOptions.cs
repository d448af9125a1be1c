using System.ComponentModel.DataAnnotations;

namespace Rag.Hosting;

/// <summary>Settings of the whole service (section <c>Rag</c>).</summary>
public sealed class RagOptions
{
    /// <summary>The value of <see cref="LogFormat"/> for people.</summary>
    public const string TextLogs = "text";

    /// <summary>
    /// <c>single</c> (default): API, silo and stores in one process. <c>cluster</c>: silos and API are processes of
    /// their own, which needs <c>Rag:Postgres:ConnectionString</c> and a build on the Orleans packages.
    /// </summary>
    [RegularExpression("single|cluster")]
    public string Mode { get; set; } = HostMode.Single;

    /// <summary>
    /// The data directory of the embedded stores. Default: <c>data</c>, relative to the working directory.
    /// </summary>
    [Required(AllowEmptyStrings = false)]
    public string DataDirectory { get; set; } = "data";

    /// <summary><c>json</c> (default) or <c>text</c>: one line an event in both.</summary>
    [RegularExpression("json|text")]
    public string LogFormat { get; set; } = "json";
}
