using System.Text.RegularExpressions;

namespace Rag.Tidy.Tests;

public sealed partial class MarkdownLinkTests
{
    [Fact]
    public void Every_relative_link_leads_somewhere() => Tidy.AssertNone(
        from file in Repository.Files
        where file.EndsWith(".md", StringComparison.Ordinal)
        from Match link in Link().Matches(WithoutCode(Repository.ReadText(file)))
        let target = Uri.UnescapeDataString(link.Groups["target"].Value)
        where !Absolute().IsMatch(target) && !IsAlive(file, target)
        select $"{file}: {target}",
        "Correct the link.");

    [Theory]
    [InlineData("Two builds", "two-builds")]
    [InlineData("`./rag serve`: what it does, and why", "rag-serve-what-it-does-and-why")]
    [InlineData("Add a *vector* store", "add-a-vector-store")]
    public void An_anchor_is_made_as_forges_make_it(string heading, string expected)
    {
        string anchor = AnchorOf(heading);

        Assert.Equal(expected, anchor);
    }

    [GeneratedRegex(
        @"(?<!\\)\]\((?<target>[^)\s]+)(?:\s+""[^""]*"")?\)|^\[[^\]]+\]:\s*(?<target>\S+)",
        RegexOptions.Multiline)]
    private static partial Regex Link();

    [GeneratedRegex(@"^(?:[a-z][a-z0-9+.-]*:|//)", RegexOptions.IgnoreCase)]
    private static partial Regex Absolute();

    [GeneratedRegex(@"^(?<fence>```+|~~~+).*?^\k<fence>", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"^#{1,6}\s+(?<title>.+?)\s*#*\s*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{M}\p{N}_\- ]")]
    private static partial Regex NotInAnchor();

    private static string WithoutCode(string markdown) => InlineCode().Replace(Fence().Replace(markdown, ""), "");

    private static bool IsAlive(string file, string target)
    {
        string[] parts = target.Split('#', 2);
        string folder = Path.GetDirectoryName(file) ?? "";
        string path = parts[0].Length == 0 ? file : Normalize(Path.Combine(folder, parts[0]));
        if (!Repository.Exists(path)) return false;
        return parts.Length == 1 || !path.EndsWith(".md", StringComparison.Ordinal) || HasAnchor(path, parts[1]);
    }

    private static bool HasAnchor(string file, string anchor) => Heading()
        .Matches(Fence().Replace(Repository.ReadText(file), ""))
        .Any(heading => AnchorOf(heading.Groups["title"].Value) == anchor);

    private static string AnchorOf(string title) =>
        NotInAnchor().Replace(title, "").Trim().ToLowerInvariant().Replace(' ', '-');

    private static string Normalize(string path) =>
        Path.GetRelativePath(Repository.Root, Path.GetFullPath(path, Repository.Root));
}
