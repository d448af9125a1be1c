using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rag.Tidy.Tests.Contracts;

/// <summary>Reads Orleans' contract attributes from syntax, so that both Orleans builds give one listing.</summary>
internal static class ContractSyntax
{
    /// <summary>The attribute of that name, if the declaration has it.</summary>
    public static AttributeSyntax? AttributeOf(this MemberDeclarationSyntax declaration, string name) =>
        declaration.AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(a => a.Name.ToString() == name);

    /// <summary>The text of the alias, if there is one.</summary>
    public static string? AliasText(this MemberDeclarationSyntax declaration) =>
        declaration.AttributeOf("Alias")?.ArgumentList?.Arguments[0].Expression is LiteralExpressionSyntax literal
            ? literal.Token.ValueText
            : null;

    /// <summary>A type as text, without optional white space.</summary>
    public static string Canonical(this TypeSyntax type) => type.NormalizeWhitespace().ToString();

    /// <summary>The members that have an id, in the order of the source.</summary>
    public static IEnumerable<WireMember> WireMembers(this TypeDeclarationSyntax type)
    {
        foreach (ParameterSyntax parameter in type.ParameterList?.Parameters ?? [])
        {
            if (IdOf(parameter.AttributeLists) is { } id)
                yield return new WireMember(id, parameter.Type!.Canonical(), parameter.Identifier.Text);
        }

        foreach (PropertyDeclarationSyntax property in type.Members.OfType<PropertyDeclarationSyntax>())
        {
            if (IdOf(property.AttributeLists) is { } id)
                yield return new WireMember(id, property.Type.Canonical(), property.Identifier.Text);
        }
    }

    private static int? IdOf(SyntaxList<AttributeListSyntax> attributes) => attributes
        .SelectMany(list => list.Attributes)
        .Where(attribute => attribute.Name.ToString() == "Id")
        .Select(attribute => (int?)int.Parse(
            attribute.ArgumentList!.Arguments[0].ToString(), CultureInfo.InvariantCulture))
        .FirstOrDefault();
}
