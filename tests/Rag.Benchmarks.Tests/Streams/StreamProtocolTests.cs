using System.Text;
using Rag.Benchmarks.Streams;

namespace Rag.Benchmarks.Tests.Streams;

public sealed class StreamProtocolTests
{
    [Theory]
    [InlineData("""{"choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null}}]}""", "Other")]
    [InlineData("""{"choices":[{"index":0,"delta":{"content":" nine"},"logprobs":null}]}""", "Token")]
    [InlineData("""{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""", "Other")]
    [InlineData("""{"error":{"message":"The server had an error."}}""", "Error")]
    [InlineData("[DONE]", "Done")]
    public void A_models_events_are_told_by_their_data(string data, string sign)
    {
        Assert.Equal(sign, StreamProtocol.Model.Read("message", Encoding.UTF8.GetBytes(data)).ToString());
    }

    [Theory]
    [InlineData("sources", "Sources")]
    [InlineData("delta", "Token")]
    [InlineData("citation", "Other")]
    [InlineData("done", "Done")]
    [InlineData("error", "Error")]
    public void The_services_events_are_told_by_their_type(string type, string sign)
    {
        Assert.Equal(sign, StreamProtocol.Service.Read(type, "{}"u8).ToString());
    }
}
