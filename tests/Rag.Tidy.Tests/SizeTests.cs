using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rag.Tidy.Tests;

public sealed class SizeTests
{
    private const int MaxFileLines = 300;
    private const int MaxMethodLines = 60;
    private const int MaxLineCharacters = 120;
    private const int MaxProgramLines = 60;

    [Fact]
    public void No_file_is_longer_than_300_lines() => Tidy.AssertNone(
        from file in Repository.CSharpFiles
        where file.Lines.Count - 1 > MaxFileLines
        select $"{file.Path}: {file.Lines.Count - 1} lines",
        "Split the file by what its parts are about.");

    [Fact]
    public void No_line_is_longer_than_120_characters() => Tidy.AssertNone(
        from file in Repository.CSharpFiles
        from line in file.Lines.Index()
        where line.Item.Length > MaxLineCharacters
        select $"{file.Path}:{line.Index + 1}: {line.Item.Length} characters",
        "Break the line.");

    [Fact]
    public void No_method_is_longer_than_60_lines() => Tidy.AssertNone(
        from file in Repository.CSharpFiles
        from node in file.Syntax.DescendantNodes()
        where node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or BasePropertyDeclarationSyntax
        let span = node.GetLocation().GetLineSpan()
        let lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1
        where lines > MaxMethodLines
        select $"{file.Path}:{CSharpFile.LineOf(node)}: {lines} lines",
        "Give a part of the method its own name.");

    [Fact]
    public void A_program_is_a_table_of_contents() => Tidy.AssertNone(
        from file in Repository.CSharpFiles
        where file.Path.StartsWith("src/", StringComparison.Ordinal)
            && file.Path.EndsWith("/Program.cs", StringComparison.Ordinal)
        where file.Lines.Count - 1 > MaxProgramLines
        select $"{file.Path}: {file.Lines.Count - 1} lines",
        "Move the registration into the feature's own AddX or MapX.");
}
