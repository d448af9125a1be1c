using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rag.Tidy.Tests.Contracts;

/// <summary>
/// The canonical text of everything that crosses a silo: grain interfaces with their methods, and wire types with their
/// members, by alias and id, in ordinal order. A change that breaks a rolling upgrade shows up in it.
/// </summary>
internal static class ContractListing
{
    /// <summary>The folder that holds the contract.</summary>
    public const string Folder = "src/Rag.Grains.Interfaces/";

    /// <summary>The checked-in listing.</summary>
    public const string File = Folder + "OrleansContracts.txt";

    /// <summary>Every file of the contract.</summary>
    public static IEnumerable<CSharpFile> Files { get; } =
        Repository.CSharpFiles.Where(file => file.Path.StartsWith(Folder, StringComparison.Ordinal));

    /// <summary>Every grain interface.</summary>
    public static IEnumerable<InterfaceDeclarationSyntax> GrainInterfaces => Files
        .SelectMany(file => file.TopLevelTypes.OfType<InterfaceDeclarationSyntax>())
        .Where(type => type.BaseList?.Types.Any(IsGrainKey) == true);

    /// <summary>Every wire type.</summary>
    public static IEnumerable<TypeDeclarationSyntax> WireTypes => Files
        .SelectMany(file => file.TopLevelTypes.OfType<TypeDeclarationSyntax>())
        .Where(type => type.AttributeOf("GenerateSerializer") is not null);

    /// <summary>The names of the contract's enums with their members and values.</summary>
    public static IEnumerable<EnumDeclarationSyntax> Enums =>
        Files.SelectMany(file => file.TopLevelTypes.OfType<EnumDeclarationSyntax>());

    /// <summary>The listing as the source has it now.</summary>
    public static string Write()
    {
        StringBuilder text = new();
        AppendBlocks(text, GrainInterfaces.Select(Describe));
        AppendBlocks(text, WireTypes.Select(Describe));
        AppendBlocks(text, Enums.Select(Describe));
        return text.ToString();
    }

    private static bool IsGrainKey(BaseTypeSyntax type) =>
        type.ToString().StartsWith("IGrainWith", StringComparison.Ordinal);

    private static void AppendBlocks(StringBuilder text, IEnumerable<string> blocks)
    {
        foreach (string block in blocks.Order(StringComparer.Ordinal)) text.Append(block).Append('\n');
    }

    private static string Describe(InterfaceDeclarationSyntax type)
    {
        IEnumerable<string> methods = type.Members.OfType<MethodDeclarationSyntax>()
            .Select(method => $"  {method.AliasText() ?? "?"}: {Signature(method)}\n")
            .Order(StringComparer.Ordinal);
        return $"interface {type.AliasText() ?? "?"}: {type.Identifier.Text}\n{string.Concat(methods)}";
    }

    private static string Signature(MethodDeclarationSyntax method)
    {
        string parameters = string.Join(", ", method.ParameterList.Parameters.Select(p => p.Type!.Canonical()));
        return $"{method.ReturnType.Canonical()} {method.Identifier.Text}({parameters})";
    }

    private static string Describe(TypeDeclarationSyntax type)
    {
        IEnumerable<string> members = type.WireMembers()
            .OrderBy(member => member.Id)
            .Select(member => $"  {member.Id}: {member.Type} {member.Name}\n");
        string name = $"{type.Identifier.Text}{type.TypeParameterList}";
        return $"record {type.AliasText() ?? "?"}: {name}\n{string.Concat(members)}";
    }

    private static string Describe(EnumDeclarationSyntax type)
    {
        int next = 0;
        StringBuilder text = new($"enum {type.Identifier.Text}\n");
        foreach (EnumMemberDeclarationSyntax member in type.Members)
        {
            if (member.EqualsValue is { } given) next = int.Parse(given.Value.ToString(), null);
            text.Append("  ").Append(next++).Append(": ").Append(member.Identifier.Text).Append('\n');
        }

        return text.ToString();
    }
}
