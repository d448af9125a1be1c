namespace Rag.Fakes.OpenAI;

/// <summary>A refusal in OpenAI's words.</summary>
internal sealed class OpenAIFailure(
    int status, string message, string? param = null, string? code = null, string type = "invalid_request_error")
    : Exception(message)
{
    public int Status { get; } = status;

    public object Body => new { error = new { message = Message, type, param, code } };

    public static OpenAIFailure Missing(string param) => new(
        400, $"Missing required parameter: '{param}'.", param, "missing_required_parameter");

    public static OpenAIFailure WrongType(string param, string wanted) => new(
        400, $"Invalid type for '{param}': expected {wanted}.", param, "invalid_type");

    public static OpenAIFailure NoModel(string model) => new(
        404, $"The model `{model}` does not exist or you do not have access to it.", null, "model_not_found");
}
