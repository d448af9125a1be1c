namespace Orleans.Semantics.Tests.State;

[GenerateSerializer, Alias("semantics.account")]
internal sealed class Account
{
    [Id(0)]
    public int Balance { get; set; }

    [Id(1)]
    public List<string> Entries { get; set; } = [];
}
