namespace Rag.Fakes.Ollama;

/// <summary>A refusal in Ollama's words.</summary>
internal sealed class OllamaFailure(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}
