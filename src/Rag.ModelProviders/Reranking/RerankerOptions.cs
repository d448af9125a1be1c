using System.ComponentModel.DataAnnotations;
using Rag.ModelProviders.Connections;

namespace Rag.ModelProviders.Reranking;

/// <summary>
/// A reranking server (section <c>Models:Rerankers:NAME</c>; the name, in lower case, is what a request's
/// <c>rerank.model</c> and <c>Reranking:Default</c> select).
/// </summary>
public sealed class RerankerOptions : ConnectionOptions
{
    /// <summary>Creates the defaults: a search waits for the answer, so there is little patience.</summary>
    public RerankerOptions()
    {
        Timeout = TimeSpan.FromSeconds(10);
        MaxRetries = 1;
        MaxRetryDelay = TimeSpan.FromSeconds(2);
    }

    /// <summary>How it is spoken to. Default: what the name says, if it is one of the protocols'.</summary>
    public RerankProtocol? Protocol { get; set; }

    /// <summary>
    /// Address up to the version, for instance <c>http://127.0.0.1:8000/v1</c>. Default: the vendor's own;
    /// text-embeddings-inference has none.
    /// </summary>
    public Uri? BaseUrl { get; set; }

    /// <summary>Sent as bearer token and never logged. Default: none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>
    /// The model. Default: <c>rerank-v3.5</c> (Cohere), <c>jina-reranker-v2-base-multilingual</c> (Jina),
    /// <c>rerank-2.5</c> (Voyage); a server of text-embeddings-inference has one only.
    /// </summary>
    public string? Model { get; set; }

    /// <summary>
    /// Most passages in one request. Default: 32 for text-embeddings-inference, as its own default, else 1,000. Range:
    /// 1..1,000.
    /// </summary>
    [Range(1, 1_000)]
    public int? BatchSize { get; set; }
}
