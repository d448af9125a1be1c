namespace Rag.Pipeline.Parsing;

/// <summary>
/// A file that cannot be used. Permanent, with two exceptions: <c>timeout</c>, which a user may retry when the machine
/// was
/// busy, and <see cref="WorkerDied"/>, which says that the child process ended under this file. The caller retries that
/// one once; a file under which two children died is <c>poison</c>.
/// </summary>
/// <param name="code">
/// One of <c>corrupt</c>, <c>encrypted</c>, <c>no_text</c>, <c>timeout</c>, <c>too_large</c>, <c>poison</c>,
/// <c>worker_died</c>. The last never reaches a user.
/// </param>
/// <param name="message">What was wrong and what to do.</param>
/// <param name="innerException">The parser's own complaint, if any.</param>
public sealed class ParseException(string code, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>Code of a child process that ended without an answer.</summary>
    public const string WorkerDied = "worker_died";

    /// <summary>Stable code of the contract.</summary>
    public string Code { get; } = code;
}
