namespace Orleans.Semantics.Tests.Calls;

[GenerateSerializer, Alias("semantics.broken")]
internal sealed class BrokenException : Exception
{
    public BrokenException(string message, int code)
        : base(message) => Code = code;

    [Id(0)]
    public int Code { get; }
}
