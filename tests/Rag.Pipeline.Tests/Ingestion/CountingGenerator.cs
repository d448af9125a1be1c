using Microsoft.Extensions.AI;
using Rag.Pipeline.Models;

namespace Rag.Pipeline.Tests.Ingestion;

/// <summary>A model that tells what it was asked: the vector of a text is its length and its first character.</summary>
internal sealed class CountingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>Texts longer than this are cut.</summary>
    public const int MaxCharacters = 20;

    /// <summary>The texts of each call.</summary>
    public List<string[]> Calls { get; } = [];

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values,
        EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        string[] texts = [.. values];
        Calls.Add(texts);
        return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(texts.Select(text =>
            new Embedding<float>(new float[] { text.Length, text[0] })
            {
                AdditionalProperties = text.Length > MaxCharacters
                    ? new() { [EmbeddingNotes.KeptCharacters] = MaxCharacters } : null,
            })));
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
