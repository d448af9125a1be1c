using System.Diagnostics.CodeAnalysis;

namespace Rag.Pipeline.Models;

/// <summary>The configured chat models.</summary>
public interface IChatModels
{
    /// <summary>The model that answers questions where nobody says otherwise; it may be a chain of models.</summary>
    ChatModel Answering { get; }

    /// <summary>A model by name; <paramref name="problem"/> says what is wrong with the choice.</summary>
    /// <param name="choice"><c>provider</c> or <c>provider/model</c>.</param>
    /// <param name="model">The model.</param>
    /// <param name="problem">What is wrong, the value, what there is.</param>
    bool TryResolve(
        string choice, [NotNullWhen(true)] out ChatModel? model, [NotNullWhen(false)] out string? problem);
}
