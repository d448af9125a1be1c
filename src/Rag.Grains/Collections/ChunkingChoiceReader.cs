using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using Rag.Grains.Interfaces;
using Rag.Pipeline.Chunking;

namespace Rag.Grains.Collections;

/// <summary>Completes a choice of chunking with the collection's, else the configured one, and judges it.</summary>
internal sealed class ChunkingChoiceReader(IOptions<ChunkingOptions> options)
{
    public bool TryRead(
        ChunkingChoice? choice,
        ChunkingChoice? below,
        [NotNullWhen(true)] out ChunkingSettings? settings,
        [NotNullWhen(false)] out string? problem)
    {
        settings = null;
        string name = choice?.Strategy ?? below?.Strategy ?? Name(options.Value.Strategy);
        if (name is not ("recursive" or "markdown"))
        {
            problem = $"'chunking.strategy' is '{name}'; it is one of recursive, markdown.";
            return false;
        }

        int size = choice?.Size ?? below?.Size ?? options.Value.Size;
        // A caller who asks for small chunks only should not have to know the default overlap.
        int overlap = choice?.Overlap ?? Math.Min(below?.Overlap ?? options.Value.Overlap, size / 2);
        settings = new ChunkingSettings(
            name == "recursive" ? ChunkingStrategy.Recursive : ChunkingStrategy.Markdown,
            size,
            overlap,
            choice?.Separators ?? (choice?.Strategy is null ? below?.Separators : null));
        problem = settings.FindProblem();
        return problem is null;
    }

    public static ChunkingChoice Describe(ChunkingSettings settings) => new()
    {
        Strategy = Name(settings.Strategy),
        Size = settings.Size,
        Overlap = settings.Overlap,
        Separators = settings.Separators,
    };

    private static string Name(ChunkingStrategy strategy) =>
        strategy == ChunkingStrategy.Recursive ? "recursive" : "markdown";
}
