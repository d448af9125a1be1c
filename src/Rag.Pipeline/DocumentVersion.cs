namespace Rag.Pipeline;

/// <summary>
/// One accepted content of a document. Invariant: versions of a document id only grow, also across delete and
/// re-creation, so a late write of an older run can always be told from the current one.
/// </summary>
/// <param name="DocumentId">The document's id as its owner knows it: 1..512 code points.</param>
/// <param name="Version">
/// Greater than every earlier version of this id; the default source is Unix time in milliseconds.
/// </param>
public readonly record struct DocumentVersion(string DocumentId, long Version);
