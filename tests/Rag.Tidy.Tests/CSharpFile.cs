using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rag.Tidy.Tests;

/// <summary>A C# file and its syntax.</summary>
/// <param name="Path">Relative to the repository's root, with <c>/</c>.</param>
/// <param name="Lines">Its lines, without their ends.</param>
/// <param name="Syntax">Its syntax tree's root.</param>
internal sealed record CSharpFile(string Path, IReadOnlyList<string> Lines, CompilationUnitSyntax Syntax)
{
    /// <summary>Reads the file, with the code of both Orleans builds in it.</summary>
    public static CSharpFile Read(string path)
    {
        string text = Repository.ReadText(path);
        CSharpParseOptions options = new(LanguageVersion.Preview, preprocessorSymbols: ["ORLEANS_PACKAGES"]);
        return new CSharpFile(
            path,
            text.ReplaceLineEndings("\n").Split('\n'),
            CSharpSyntaxTree.ParseText(text, options).GetCompilationUnitRoot());
    }

    /// <summary>The types that the file declares outside other types.</summary>
    public IEnumerable<MemberDeclarationSyntax> TopLevelTypes => Syntax
        .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
        .Where(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
        .Cast<MemberDeclarationSyntax>();

    /// <summary>The first line of a node, 1-based.</summary>
    public static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    /// <summary>A type's name without its parameters.</summary>
    public static string NameOf(MemberDeclarationSyntax type) => type switch
    {
        BaseTypeDeclarationSyntax named => named.Identifier.Text,
        DelegateDeclarationSyntax named => named.Identifier.Text,
        _ => throw new ArgumentException($"\"{type.Kind()}\" declares no type.", nameof(type)),
    };
}
