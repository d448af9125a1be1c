using Rag.Grains.Interfaces;

namespace Rag.Grains.Tests.Budgets;

public sealed class BudgetGrainTests
{
    [Fact]
    public async Task A_thousand_at_once_do_not_get_more_than_there_is_and_a_restart_forgets_nothing()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Rag:Budgets:TokensPerMonth"] = "5",
            ["Rag:Budgets:Tenants:rich:TokensPerMonth"] = "1000",
        };
        await using RagHost rag = await RagHost.StartAsync(settings: settings);
        TenantId tenant = TenantId.Parse("rich");
        Spending[] works = [.. Enumerable.Range(0, 1_000).Select(_ => new Spending(Guid.NewGuid(), 10, 0))];

        Outcome<Spending>[] outcomes = await Task.WhenAll(
            works.Select(work => rag.Grains.Budget(tenant).ReserveAsync(work, default)));
        Spending[] admitted = [.. outcomes.Where(outcome => outcome.Failure is null).Select(outcome => outcome.Value!)];
        Assert.Equal(100, admitted.Length);
        await Task.WhenAll(admitted.Take(60).Select(work => rag.Grains.Budget(tenant).SettleAsync(
            work with { Tokens = 5 }, default)));
        await rag.RestartAsync(settings: settings);

        BudgetInfo budget = Assert.Single((await rag.Grains.Budget(tenant).GetAsync(default)).Budgets);
        Assert.Equal((300m, 400m, 300m), (budget.Used, budget.Reserved, budget.Remaining));
        // What was reserved before is settled after.
        await rag.Grains.Budget(tenant).SettleAsync(admitted[99] with { Tokens = 1 }, default);
        budget = Assert.Single((await rag.Grains.Budget(tenant).GetAsync(default)).Budgets);
        Assert.Equal((301m, 390m), (budget.Used, budget.Reserved));
    }

    [Fact]
    public async Task Each_tenant_has_the_common_budget_for_itself_unless_it_has_its_own()
    {
        await using RagHost rag = await RagHost.StartAsync(settings: new()
        {
            ["Rag:Budgets:TokensPerDay"] = "10",
            ["Rag:Budgets:Tenants:free:UsdPerDay"] = "1",
        });
        var work = new Spending(Guid.NewGuid(), 10, 0);

        Assert.Null((await rag.Grains.Budget(TenantId.Parse("one")).ReserveAsync(work, default)).Failure);
        Assert.Null((await rag.Grains.Budget(TenantId.Parse("two")).ReserveAsync(work, default)).Failure);
        Assert.Null((await rag.Grains.Budget(TenantId.Parse("free")).ReserveAsync(
            work with { Tokens = 1_000_000 }, default)).Failure);
        Assert.NotNull((await rag.Grains.Budget(TenantId.Parse("one")).ReserveAsync(
            work with { Operation = Guid.NewGuid() }, default)).Failure);
    }

    [Theory]
    [InlineData("Rag:Budgets:TokensPerDay", "-1", "Budgets: The field TokensPerDay must be between")]
    [InlineData("Rag:Budgets:UsdPerDay", "NaN", "NaN")]
    [InlineData("Rag:Budgets:Tenants:x:UsdPerMonth", "-0.01", "Budgets:Tenants:x: The field UsdPerMonth must be")]
    [InlineData("Rag:Budgets:Tenants:No Tenant:UsdPerMonth", "1", "'No Tenant' is no tenant id")]
    [InlineData("Rag:Usage:Prices:0:Input", "NaN", "NaN")]
    [InlineData("Rag:Usage:Prices:0:Output", "-3", "The field Output must be between")]
    [InlineData("Rag:Usage:Prices:0:Output", "-0.3", "The field Output must be between")]
    [InlineData("Rag:Usage:Prices:0:Output", "1e400", "1e400")]
    [InlineData("Rag:Usage:Prices:0:Outputs", "3", "Outputs")]
    public async Task A_limit_or_price_that_cannot_be_meant_keeps_the_service_from_starting(
        string name, string value, string problem)
    {
        var settings = new Dictionary<string, string?> { ["Rag:Usage:Prices:0:Model"] = "m", [name] = value };

        Exception refused = await Assert.ThrowsAnyAsync<Exception>(() => RagHost.StartAsync(settings: settings));

        Assert.Contains(problem, refused.ToString(), StringComparison.Ordinal);
    }
}
