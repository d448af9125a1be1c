using Rag.Grains.Interfaces;

namespace Rag.Grains.Usage;

/// <summary>Sums of usage, a line for each day, model and role. Not thread-safe.</summary>
internal sealed class UsageLedger
{
    /// <summary>Models of a day that are told apart; the names come from collections, so from callers.</summary>
    public const int MaxLinesPerDay = 100;

    /// <summary>Where the models beyond <see cref="MaxLinesPerDay"/> are counted.</summary>
    public const string OtherModels = "other";

    private readonly Dictionary<(DateOnly Day, string Model, string Role), UsageLine> _lines = [];

    /// <summary>Creates a ledger that holds lines.</summary>
    public UsageLedger(IEnumerable<UsageLine> lines) => Add(lines);

    public bool IsEmpty => _lines.Count == 0;

    /// <summary>By day, then model, then role.</summary>
    public IReadOnlyList<UsageLine> Lines =>
    [
        .. _lines.Values.OrderBy(line => line.Day)
            .ThenBy(line => line.Model, StringComparer.Ordinal)
            .ThenBy(line => line.Role, StringComparer.Ordinal),
    ];

    public void Add(IEnumerable<UsageLine> lines)
    {
        foreach (UsageLine line in lines) Add(line);
    }

    public void Add(UsageLine line)
    {
        (DateOnly, string, string) key = (line.Day, line.Model, line.Role);
        if (!_lines.ContainsKey(key) && _lines.Keys.Count(known => known.Day == line.Day) >= MaxLinesPerDay)
        {
            line = line with { Model = OtherModels };
            key = (line.Day, line.Model, line.Role);
        }

        _lines[key] = _lines.TryGetValue(key, out UsageLine? known) ? Sum(known, line) : line;
    }

    public void Clear() => _lines.Clear();

    private static UsageLine Sum(UsageLine left, UsageLine right) => left with
    {
        Calls = left.Calls + right.Calls,
        InputTokens = left.InputTokens + right.InputTokens,
        OutputTokens = left.OutputTokens + right.OutputTokens,
        EstimatedTokens = left.EstimatedTokens + right.EstimatedTokens,
        UnpricedTokens = left.UnpricedTokens + right.UnpricedTokens,
        CostUsd = left.CostUsd + right.CostUsd,
        SearchUnits = left.SearchUnits + right.SearchUnits,
        EstimatedSearchUnits = left.EstimatedSearchUnits + right.EstimatedSearchUnits,
        UnpricedSearchUnits = left.UnpricedSearchUnits + right.UnpricedSearchUnits,
    };
}
