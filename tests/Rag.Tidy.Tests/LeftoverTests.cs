using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rag.Tidy.Tests;

public sealed partial class LeftoverTests
{
    /// <summary>Projects whose standard output is what they are for.</summary>
    private static readonly string[] ConsolePrograms = ["src/Rag.ParserProcess/"];

    /// <summary>Throws where Orleans itself throws, and as Orleans does.</summary>
    private const string StandIn = "src/Orleans.InProcess/";

    [Fact]
    public void A_comment_promises_nothing_without_an_issue_number() => Tidy.AssertNone(
        from file in Repository.CSharpFiles
        from comment in CommentsOf(file)
        where Promise().IsMatch(comment.ToString())
        select $"{file.Path}:{LineOf(comment)}: {comment.ToString().Trim()}",
        "Do it, or name the issue: \"TODO(#12): …\".");

    [Fact]
    public void There_are_no_regions() => Tidy.AssertNone(
        from file in Repository.CSharpFiles
        from trivia in file.Syntax.DescendantTrivia()
        where trivia.IsKind(SyntaxKind.RegionDirectiveTrivia)
        select $"{file.Path}:{LineOf(trivia)}",
        "Split the file instead of folding it.");

    [Fact]
    public void There_is_no_commented_out_code() => Tidy.AssertNone(
        from file in Repository.CSharpFiles
        from comment in CommentsOf(file)
        where comment.IsKind(SyntaxKind.SingleLineCommentTrivia) && IsCode(comment.ToString().TrimStart('/', ' '))
        select $"{file.Path}:{LineOf(comment)}: {comment}",
        "Delete it; the history keeps it.");

    [Fact]
    public void Libraries_log_and_never_print() => Tidy.AssertNone(
        from file in Repository.CSharpFiles
        where file.Path.StartsWith("src/", StringComparison.Ordinal)
            && !file.Path.EndsWith("/Program.cs", StringComparison.Ordinal)
            && !ConsolePrograms.Any(program => file.Path.StartsWith(program, StringComparison.Ordinal))
        from access in file.Syntax.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
        where access.ToString() is "Console.Write" or "Console.WriteLine" or "Console.Out" or "Console.Error"
        select $"{file.Path}:{CSharpFile.LineOf(access)}",
        "Log through a [LoggerMessage] method.");

    [Fact]
    public void Nothing_is_left_unimplemented() => Tidy.AssertNone(
        from file in Repository.CSharpFiles
        where file.Path.StartsWith("src/", StringComparison.Ordinal)
            && !file.Path.StartsWith(StandIn, StringComparison.Ordinal)
        from name in file.Syntax.DescendantNodes().OfType<IdentifierNameSyntax>()
        where name.Identifier.Text == nameof(NotImplementedException)
        select $"{file.Path}:{CSharpFile.LineOf(name)}",
        "Implement it, or take the member away.");

    [GeneratedRegex(@"\b(?:TODO(?!\(#\d+\))|FIXME|HACK|XXX)\b")]
    private static partial Regex Promise();

    private static IEnumerable<SyntaxTrivia> CommentsOf(CSharpFile file) => file.Syntax.DescendantTrivia()
        .Where(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)
            || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)
            || trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia));

    /// <summary>A statement that parses, and that does more than a word before a semicolon would.</summary>
    private static bool IsCode(string comment) =>
        comment.EndsWith(';')
        && comment.IndexOfAny(['(', '=', '.']) >= 0
        && !SyntaxFactory.ParseStatement(comment).ContainsDiagnostics;

    private static int LineOf(SyntaxTrivia trivia) => trivia.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
}
