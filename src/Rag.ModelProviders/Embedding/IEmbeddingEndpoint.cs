namespace Rag.ModelProviders.Embedding;

/// <summary>One request for vectors, in a vendor's protocol.</summary>
internal interface IEmbeddingEndpoint
{
    /// <summary>Asks for the vectors of one batch, with the retries of its connection.</summary>
    /// <param name="texts">What to embed, prefixes included; at least one.</param>
    /// <param name="dimensions">Length to ask for; <see langword="null"/> to leave it to the model.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="Rag.Pipeline.ModelException">The server failed or refused.</exception>
    Task<EmbeddedBatch> EmbedAsync(
        IReadOnlyList<string> texts, int? dimensions, CancellationToken cancellationToken);
}
