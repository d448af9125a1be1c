using Rag.Grains.Usage;

namespace Rag.Grains.Tests.Usage;

public sealed class UsageOptionsValidatorTests
{
    private readonly UsageOptionsValidator _validator = new();

    [Fact]
    public void Defaults_are_allowed() => Assert.True(_validator.Validate(null, new UsageOptions()).Succeeded);

    [Fact]
    public void A_model_has_one_price()
    {
        var options = new UsageOptions { Prices = { Price("openai/m", 1), Price("OPENAI/M", 2) } };

        Assert.Equal(
            "Usage:Prices:1: 'OPENAI/M' has a price already.", _validator.Validate(null, options).FailureMessage);
    }

    [Fact]
    public void A_price_is_not_negative_and_names_its_model()
    {
        Assert.StartsWith(
            "Usage:Prices:0: The field Input must be between 0 and 1000000",
            _validator.Validate(null, new UsageOptions { Prices = { Price("m", -1) } }).FailureMessage,
            StringComparison.Ordinal);
        Assert.Equal(
            "Usage:Prices:0: The Model field is required.",
            _validator.Validate(null, new UsageOptions { Prices = { Price("", 1) } }).FailureMessage);
    }

    [Fact]
    public void Usage_is_not_held_back_for_hours() => Assert.Equal(
        "Usage:WriteInterval is 02:00:00; it must be 00:00:00.1000000..01:00:00.",
        _validator.Validate(null, new UsageOptions { WriteInterval = TimeSpan.FromHours(2) }).FailureMessage);

    private static ModelPrice Price(string model, decimal input) => new() { Model = model, Input = input };
}
