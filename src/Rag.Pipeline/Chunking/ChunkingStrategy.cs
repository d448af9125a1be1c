namespace Rag.Pipeline.Chunking;

/// <summary>The ways to cut a text.</summary>
public enum ChunkingStrategy
{
    /// <summary>At the coarsest separator that keeps a chunk within its size; equal to LangChain's
    /// <c>RecursiveCharacterTextSplitter</c>.</summary>
    Recursive,

    /// <summary>As <see cref="Recursive"/>, but never across a heading of the document and between sentences before
    /// between words. For every format in which the parser finds headings.</summary>
    Markdown,
}
