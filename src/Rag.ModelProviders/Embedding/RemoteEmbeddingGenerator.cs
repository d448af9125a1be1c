using Microsoft.Extensions.AI;
using Rag.ModelProviders.Connections;
using Rag.Pipeline;
using Rag.Pipeline.Models;
using Rag.Pipeline.Prompting;

namespace Rag.ModelProviders.Embedding;

/// <summary>
/// Vectors from a model server: prefixes, batches, several at a time, and no vector that is not exactly what was asked
/// for. A text over the model's limit makes servers refuse its whole batch; the batch is then halved until the text
/// stands alone, and that text is cut until it fits: one long chunk never fails a document. Thread-safe.
/// </summary>
/// <param name="endpoint">Sends a batch.</param>
/// <param name="model">The model and the length of its vectors.</param>
/// <param name="prefix">Put in front of every text.</param>
/// <param name="askForDimensions">Whether the length is sent along.</param>
/// <param name="options">Limits.</param>
internal sealed class RemoteEmbeddingGenerator(
    IEmbeddingEndpoint endpoint,
    EmbeddingModelId model,
    string prefix,
    bool askForDimensions,
    EmbeddingConnectionOptions options) : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>Halving a text of 100,000 characters twelve times leaves 24: no model is that narrow.</summary>
    private const int MaxCuts = 12;

    private readonly EmbeddingGeneratorMetadata _metadata = new(model.Provider, null, model.Model, model.Dimensions);

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values,
        EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        string[] texts = [.. values];
        var made = new Embedding<float>[texts.Length];
        var tokens = new TokenTotal();
        await Parallel.ForEachAsync(
            Batches(texts),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (batch, token) =>
            {
                await EmbedAsync(texts.AsMemory(batch), made.AsMemory(batch), tokens, token);
            });
        return new GeneratedEmbeddings<Embedding<float>>(made) { Usage = tokens.ToUsage() };
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        if (serviceKey is not null) return null;
        if (serviceType == typeof(EmbeddingGeneratorMetadata)) return _metadata;
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <summary>The connection belongs to the provider.</summary>
    public void Dispose()
    {
    }

    private int Parallelism => options.ParallelBatches;

    private IEnumerable<Range> Batches(string[] texts)
    {
        int first = 0;
        int tokens = 0;
        for (int i = 0; i < texts.Length; i++)
        {
            int own = TokenEstimate.Of(texts[i]);
            if (i > first && (i - first == options.BatchSize || tokens + own > options.BatchTokens))
            {
                yield return first..i;
                (first, tokens) = (i, 0);
            }

            tokens += own;
        }

        if (first < texts.Length) yield return first..texts.Length;
    }

    /// <summary>Fills the embeddings of a batch and counts the tokens it took.</summary>
    private async Task EmbedAsync(
        ReadOnlyMemory<string> texts,
        Memory<Embedding<float>> made,
        TokenTotal tokens,
        CancellationToken cancellationToken)
    {
        try
        {
            EmbeddedBatch batch = await AskAsync([.. texts.Span], cancellationToken);
            for (int i = 0; i < texts.Length; i++)
            {
                made.Span[i] = new Embedding<float>(batch.Vectors[i]!) { ModelId = model.Model };
            }

            tokens.Add(batch.Tokens, texts.Span, prefix);
            return;
        }
        catch (ModelException exception) when (exception.InnerException is ProviderRefusal { IsTooLong: true } refusal)
        {
            if (texts.Length == 1)
            {
                Embedding<float> cut = await CutAsync(texts.Span[0], refusal.Error, tokens, cancellationToken);
                made.Span[0] = cut;
                return;
            }
        }

        int middle = texts.Length / 2;
        await EmbedAsync(texts[..middle], made[..middle], tokens, cancellationToken);
        await EmbedAsync(texts[middle..], made[middle..], tokens, cancellationToken);
    }

    private async Task<Embedding<float>> CutAsync(
        string text, ErrorBody complaint, TokenTotal tokens, CancellationToken cancellationToken)
    {
        string kept = text;
        for (int cut = 1; ; cut++)
        {
            kept = Shorten(kept, complaint);
            try
            {
                EmbeddedBatch batch = await AskAsync([kept], cancellationToken);
                tokens.Add(batch.Tokens, [kept], prefix);
                return new Embedding<float>(batch.Vectors[0]!)
                {
                    ModelId = model.Model,
                    AdditionalProperties = new() { [EmbeddingNotes.KeptCharacters] = kept.Length },
                };
            }
            catch (ModelException exception) when (
                cut < MaxCuts && kept.Length > 1
                && exception.InnerException is ProviderRefusal { IsTooLong: true } refusal)
            {
                complaint = refusal.Error;
            }
        }
    }

    /// <summary>Cuts to what the server said it allows, a little less as tokens are not even; else to half.</summary>
    private static string Shorten(string text, ErrorBody complaint)
    {
        double share = complaint is { GivenTokens: > 0 and int given, AllowedTokens: > 0 and int allowed }
            && allowed < given
            ? Math.Max(0.05, 0.95 * allowed / given)
            : 0.5;
        int length = Math.Clamp((int)(text.Length * share), 1, Math.Max(1, text.Length - 1));
        if (length > 1 && char.IsHighSurrogate(text[length - 1])) length--;
        return text[..length];
    }

    private async Task<EmbeddedBatch> AskAsync(string[] texts, CancellationToken cancellationToken)
    {
        if (prefix.Length > 0) texts = Array.ConvertAll(texts, text => prefix + text);
        EmbeddedBatch batch = await endpoint.EmbedAsync(
            texts, askForDimensions ? model.Dimensions : null, cancellationToken);
        if (batch.Vectors.Count != texts.Length)
            throw Unusable($"answered {batch.Vectors.Count} vectors for {texts.Length} texts");
        foreach (float[]? vector in batch.Vectors) Check(vector);
        return batch;
    }

    private void Check(float[]? vector)
    {
        if (vector is null) throw Unusable("left out the vector of a text or gave two for one");
        if (vector.Length != model.Dimensions)
        {
            throw Unusable(
                $"answered a vector of {vector.Length} values; the collection has {model.Dimensions} dimensions. " +
                "Is it another model than configured?");
        }

        bool isZero = true;
        foreach (float value in vector)
        {
            if (!float.IsFinite(value)) throw Unusable("answered a vector with a value that is not a finite number");
            isZero &= value == 0;
        }

        // It is similar to nothing, and a server that fails inside tends to give it.
        if (isZero) throw Unusable("answered a vector of zeros only");
    }

    private ModelException Unusable(string what) =>
        new("provider_error", $"The embedding model '{model}' {what}.", isTransient: false);
}
