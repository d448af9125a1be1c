using Rag.Pipeline.Parsing;

namespace Rag.Pipeline.Chunking;

/// <summary>Cuts a document's text into spans, in order; every non-blank character lies in at least one span.</summary>
public interface ITextSplitter
{
    /// <summary>The strategy that selects this splitter.</summary>
    ChunkingStrategy Strategy { get; }

    /// <summary>Cuts; no span is blank or longer than the settings' size, save where a single code point is.</summary>
    IReadOnlyList<TextSpan> Split(ParsedDocument document, ChunkingSettings settings);
}
