using System.Text;
using Rag.ModelProviders.Connections;

namespace Rag.ModelProviders.Tests.Connections;

public sealed class ErrorBodyTests
{
    [Theory]
    [InlineData("""{"error":{"message":"No.","type":"t","code":"model_not_found"}}""", "No.", "model_not_found")]
    [InlineData("""{"error":{"message":"No.","type":"server_error","code":500}}""", "No.", "server_error")]
    [InlineData("""{"error":{"message":"No.","type":"server_error","code":null}}""", "No.", "server_error")]
    [InlineData("""{"error":"model 'x' not found"}""", "model 'x' not found", "")]
    [InlineData("""{"error":"batch size 64 > maximum","error_type":"Validation"}""", "batch size 64 > maximum",
        "Validation")]
    [InlineData("""{"message":"invalid api token"}""", "invalid api token", "")]
    [InlineData("""{"detail":"Provided API key is invalid."}""", "Provided API key is invalid.", "")]
    [InlineData("<html>Bad gateway</html>", "<html>Bad gateway</html>", "")]
    [InlineData("[1]", "[1]", "")]
    [InlineData("", "", "")]
    public void Every_shape_in_use_is_read(string body, string message, string code)
    {
        ErrorBody error = Read(body);

        Assert.Equal(message, error.Message);
        Assert.Equal(code, error.Code);
    }

    [Fact]
    public void Control_characters_and_length_are_kept_out_of_messages()
    {
        ErrorBody error = Read("a\r\n\u001b[31mb" + new string('x', 1_000));

        Assert.StartsWith("a [31mbxxx", error.Message, StringComparison.Ordinal);
        Assert.Equal(301, error.Message.Length);
    }

    [Theory]
    [InlineData(
        """
        {"error":{"code":400,"message":"input (513 tokens) is larger than the max context size (512 tokens). skipping",
        "type":"exceed_context_size_error","n_prompt_tokens":513,"n_ctx":512}}
        """,
        513,
        512)]
    [InlineData(
        """{"error":"`inputs` must have less than 512 tokens. Given: 600","error_type":"Validation"}""", 600, 512)]
    [InlineData(
        """
        {"error":{"message":"This model's maximum context length is 8192 tokens, however you requested 9000 tokens",
        "type":"invalid_request_error","param":null,"code":null}}
        """,
        9_000,
        8_192)]
    [InlineData(
        """
        {"error":{"message":"input (12002 tokens) is too large to process. increase the … (current batch size: 4096)"}}
        """,
        12_002,
        4_096)]
    [InlineData("""{"error":{"message":"Invalid 'input[0]': maximum input length is 8192 tokens."}}""", null, 8_192)]
    [InlineData("""{"error":"the input length exceeds the context length"}""", null, null)]
    public void A_server_that_wants_less_is_understood(string body, int? given, int? allowed)
    {
        ErrorBody error = Read(body);

        Assert.True(error.SaysTooLong);
        Assert.Equal(given, error.GivenTokens);
        Assert.Equal(allowed, error.AllowedTokens);
    }

    private static ErrorBody Read(string body) => ErrorBody.Read(Encoding.UTF8.GetBytes(body));
}
