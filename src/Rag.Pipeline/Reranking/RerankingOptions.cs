using System.ComponentModel.DataAnnotations;

namespace Rag.Pipeline.Reranking;

/// <summary>Which reranker acts (section <c>Reranking</c>).</summary>
public sealed class RerankingOptions
{
    /// <summary>What <c>rerank: true</c> means. Default: <c>lexical</c>, built in.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Default { get; set; } = LexicalReranker.LexicalName;
}
