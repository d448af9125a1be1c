using Rag.Pipeline.Models;

namespace Rag.ModelProviders;

/// <summary>A vendor's chat models.</summary>
public interface IChatProvider
{
    /// <summary>The name that configuration uses, for instance <c>extractive</c>.</summary>
    string Name { get; }

    /// <summary>Makes the configured model ready; called once.</summary>
    /// <param name="model">The model; <see langword="null"/> for the provider's default.</param>
    ChatModel Create(string? model);
}
