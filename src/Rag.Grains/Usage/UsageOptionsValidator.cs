using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Rag.Grains.Usage;

/// <summary>Refuses prices that could not be meant.</summary>
internal sealed class UsageOptionsValidator : IValidateOptions<UsageOptions>
{
    private static readonly TimeSpan LeastInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MostInterval = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, UsageOptions options)
    {
        if (options.WriteInterval < LeastInterval || options.WriteInterval > MostInterval)
        {
            return ValidateOptionsResult.Fail(
                $"Usage:WriteInterval is {options.WriteInterval}; it must be {LeastInterval}..{MostInterval}.");
        }

        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < options.Prices.Count; i++)
        {
            ModelPrice price = options.Prices[i];
            var problems = new List<ValidationResult>();
            var context = new ValidationContext(price);
            if (!Validator.TryValidateObject(price, context, problems, validateAllProperties: true))
                return ValidateOptionsResult.Fail($"Usage:Prices:{i}: {problems[0].ErrorMessage}");
            if (!known.Add(price.Model))
                return ValidateOptionsResult.Fail($"Usage:Prices:{i}: '{price.Model}' has a price already.");
        }

        return ValidateOptionsResult.Success;
    }
}
