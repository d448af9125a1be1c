namespace Rag.Pipeline.Answering;

/// <summary>A part of an answer and the source that it names.</summary>
/// <param name="Source">1-based number of the source.</param>
/// <param name="Start">First character of the supported part, in Unicode code points of the answer.</param>
/// <param name="End">One past its last character; the marker is not part of it.</param>
/// <param name="Quote">The supporting words of the source; <see langword="null"/> if none were found.</param>
/// <param name="IsVerified">Whether the source really says it: verbatim, or by the overlap of its words.</param>
public sealed record CitedSpan(int Source, int Start, int End, string? Quote, bool IsVerified);
