namespace Rag.Tidy.Tests;

/// <summary>How a rule says what breaks it.</summary>
internal static class Tidy
{
    /// <summary>Fails with every violation and the remedy, if there is one.</summary>
    public static void AssertNone(IEnumerable<string> violations, string remedy)
    {
        string[] found = [.. violations];
        Assert.True(found.Length == 0, $"{remedy}\n  {string.Join("\n  ", found)}");
    }
}
