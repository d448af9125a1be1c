using Microsoft.Extensions.Options;
using Rag.Grains.Usage;
using Rag.Pipeline.Usage;

namespace Rag.Grains.Tests.Usage;

public sealed class ModelPricesTests
{
    private static readonly ModelUsage Chat = new("openai/gpt-4o-mini", ModelRole.Chat, 1_000, 200, 0, false);
    private static readonly ModelUsage BuiltIn = new("extractive/sentences", ModelRole.Chat, 0, 50, 50, true);
    private static readonly ModelUsage Unknown = new("ollama/llama3.2", ModelRole.Chat, 10, 10, 0, false);

    private readonly ModelPrices _prices = new(Options.Create(new UsageOptions
    {
        Prices = { new ModelPrice { Model = "OpenAI/gpt-4o-mini", Input = 0.15m, Output = 0.60m } },
    }));

    [Fact]
    public void Prices_are_for_a_million_tokens() => Assert.Equal(0.00027m, _prices.CostOf(Chat));

    [Fact]
    public void Built_in_models_cost_nothing() => Assert.Equal(0m, _prices.CostOf(BuiltIn));

    [Fact]
    public void What_has_no_price_makes_the_whole_unknown()
    {
        Assert.Equal(0.00027m, _prices.CostOf([Chat, BuiltIn]));
        Assert.Null(_prices.CostOf([Chat, Unknown]));
        Assert.Equal(0m, _prices.CostOf([]));
    }
}
