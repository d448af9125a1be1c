using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Rag.Grains.Interfaces;

namespace Rag.Grains.Budgets;

/// <summary>Refuses budgets that could not be meant.</summary>
internal sealed class BudgetOptionsValidator : IValidateOptions<BudgetOptions>
{
    public ValidateOptionsResult Validate(string? name, BudgetOptions options)
    {
        if (Check("Budgets", options) is { } problem) return ValidateOptionsResult.Fail(problem);
        foreach ((string tenant, Budget budget) in options.Tenants)
        {
            if (!CollectionName.TryParse(tenant, out _))
            {
                return ValidateOptionsResult.Fail(
                    $"Budgets:Tenants: '{tenant}' is no tenant id; it has 1..63 of a-z0-9_-.");
            }

            if (Check($"Budgets:Tenants:{tenant}", budget) is { } wrong) return ValidateOptionsResult.Fail(wrong);
        }

        return ValidateOptionsResult.Success;
    }

    private static string? Check(string section, Budget budget)
    {
        var problems = new List<ValidationResult>();
        return Validator.TryValidateObject(
            budget, new ValidationContext(budget), problems, validateAllProperties: true)
            ? null
            : $"{section}: {problems[0].ErrorMessage}";
    }
}
