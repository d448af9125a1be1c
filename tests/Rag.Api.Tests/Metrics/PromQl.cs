using System.Text.RegularExpressions;

namespace Rag.Api.Tests.Metrics;

/// <summary>What a PromQL expression asks for.</summary>
internal static partial class PromQl
{
    private static readonly HashSet<string> Words = ["and", "or", "unless", "bool", "offset"];

    /// <summary>The metrics that it names, without functions, labels and keywords.</summary>
    public static IEnumerable<string> MetricsOf(string expression) =>
        from Match name in Name().Matches(LabelLists().Replace(Literals().Replace(expression, " "), " "))
        where !Words.Contains(name.Value)
        select name.Value;

    /// <summary>Strings, selectors and ranges; strings first, because a brace may stand in one.</summary>
    [GeneratedRegex(@"\{(?:""[^""]*""|[^}""])*\}|""[^""]*""|\[[^\]]*\]")]
    private static partial Regex Literals();

    [GeneratedRegex(@"\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)")]
    private static partial Regex LabelLists();

    [GeneratedRegex(@"\b[a-zA-Z_:][a-zA-Z0-9_:]*\b(?!\s*\()")]
    private static partial Regex Name();
}
