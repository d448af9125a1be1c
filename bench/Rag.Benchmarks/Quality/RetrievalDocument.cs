namespace Rag.Benchmarks.Quality;

/// <summary>A document to upload.</summary>
/// <param name="Id">Its id, in the judgements and in the service.</param>
/// <param name="Title">Its title, if it has one.</param>
/// <param name="Text">Its text; never blank.</param>
internal sealed record RetrievalDocument(string Id, string? Title, string Text);
