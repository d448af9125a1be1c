namespace Rag.Pipeline.Models;

/// <summary>The configured chat models.</summary>
public interface IChatModels
{
    /// <summary>The model that answers questions.</summary>
    ChatModel Answering { get; }
}
