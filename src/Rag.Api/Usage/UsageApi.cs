using System.Globalization;
using Rag.Api.Errors;
using Rag.Api.Json;
using Rag.Api.OpenApi;
using Rag.Api.Tenancy;
using Rag.Grains.Interfaces;

namespace Rag.Api.Usage;

/// <summary>Tokens and their cost.</summary>
internal static class UsageApi
{
    /// <summary>Each month is a record of its own, and they are read at once.</summary>
    private const int MaxDays = 366;

    private const string DayFormat = "yyyy-MM-dd";
    private const string MonthFormat = "yyyy-MM";

    /// <summary>Maps <c>/v1/usage</c>.</summary>
    public static void MapUsage(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/usage", GetAsync).WithTags("Limits")
            .Query("from", "First day, UTC, for instance `2026-11-01`; default: the first of the month of `to`")
            .Query("to", "Last day; default: today")
            .Query("period", "`day` (default) or `month`")
            .Produces<UsageAnswer>().Fails(422)
            .Describe(
                "getUsage",
                "Read usage",
                "Tokens by model and what they cost, by the prices of the configuration at the time of use. Tokens " +
                "without a price are counted in `unpriced_tokens`, estimates in `estimated_tokens`; searches that a " +
                "reranker bills are `search_units`. In a cluster the last seconds may be missing. `budgets` is what " +
                "may be spent now, whatever range is asked for: work reserves the most that it may spend before it " +
                "asks a model, and is refused with `budget_exceeded` where that does not fit.");

    private static async Task<IResult> GetAsync(
        HttpContext context, IGrainFactory grains, TimeProvider time, CancellationToken cancellationToken)
    {
        Outcome<UsageQuery> read = Read(
            context.Request.Query, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        if (read.Failed(out Failure? invalid, out UsageQuery? query)) return new Problem(invalid);
        TenantId tenant = context.Tenant();
        var months = new List<Task<UsageLines>>();
        for (var month = new DateOnly(query.From.Year, query.From.Month, 1); month <= query.To;
            month = month.AddMonths(1))
        {
            months.Add(grains.Usage(tenant, month).GetAsync(cancellationToken));
        }

        Task<BudgetList> budgets = grains.Budget(tenant).GetAsync(cancellationToken);
        UsageLines[] found = await Task.WhenAll(months);
        return new JsonAnswer<UsageAnswer>(UsageSummary.Of(
            found.SelectMany(month => month.Lines), query.From, query.To, query.Format, await budgets));
    }

    private static Outcome<UsageQuery> Read(IQueryCollection query, DateOnly today)
    {
        if (!TryReadDay(query, "to", today, out DateOnly to, out Failure? problem)
            || !TryReadDay(query, "from", new DateOnly(to.Year, to.Month, 1), out DateOnly from, out problem))
        {
            return problem!;
        }

        if (from > to)
        {
            return ApiFailures.Invalid(
                $"'from' is {from.ToString(DayFormat, CultureInfo.InvariantCulture)} and "
                + $"'to' is {to.ToString(DayFormat, CultureInfo.InvariantCulture)}; 'from' must not be after 'to'.");
        }

        int days = to.DayNumber - from.DayNumber + 1;
        if (days > MaxDays)
            return ApiFailures.Invalid($"'from' to 'to' is {days:N0} days; the limit is {MaxDays}. Ask in parts.");
        return (string?)query["period"] switch
        {
            null or "day" => new UsageQuery(from, to, DayFormat),
            "month" => new UsageQuery(from, to, MonthFormat),
            string other => ApiFailures.Invalid($"'period' is '{other}'; it is one of day, month."),
        };
    }

    private static bool TryReadDay(
        IQueryCollection query, string name, DateOnly missing, out DateOnly day, out Failure? problem)
    {
        problem = null;
        day = missing;
        string? text = query[name];
        if (text is null
            || DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
        {
            return true;
        }

        problem = ApiFailures.Invalid($"'{name}' is '{text}'; it must be a day such as 2026-11-21.");
        return false;
    }

    /// <summary>What is asked for.</summary>
    private sealed record UsageQuery(DateOnly From, DateOnly To, string Format);
}
