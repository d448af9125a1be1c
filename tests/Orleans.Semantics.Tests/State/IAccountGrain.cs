namespace Orleans.Semantics.Tests.State;

[Alias("semantics.account-grain")]
internal interface IAccountGrain : IGrainWithStringKey
{
    [Alias("deposit")]
    Task Deposit(int amount, bool write);

    [Alias("balance")]
    Task<int> GetBalance();

    [Alias("exists")]
    Task<bool> Exists();

    [Alias("seen")]
    Task<int> GetBalanceSeenOnActivation();

    [Alias("clear")]
    Task Clear();

    [Alias("leave")]
    Task Leave();

    [Alias("id")]
    Task<string> GetActivationId();

    [Alias("stray")]
    Task ReadStateOutsideOfTurns();
}
