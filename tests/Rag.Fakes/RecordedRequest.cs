namespace Rag.Fakes;

/// <summary>A request as it arrived.</summary>
/// <param name="Method">For instance <c>POST</c>.</param>
/// <param name="Path">Path and query, percent-encoded as sent.</param>
/// <param name="Headers">Names in lower case; several values joined by a comma.</param>
/// <param name="Body">The first <see cref="RequestLog.MaxBodyLength"/> bytes, read as UTF-8.</param>
public sealed record RecordedRequest(
    string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);
