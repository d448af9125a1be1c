using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rag.Tidy.Tests;

public sealed class NamingTests
{
    private static readonly string[] GrabBags =
    [
        "Common", "Extensions", "Helper", "Helpers", "Manager", "Managers", "Misc", "Models", "Services", "Shared",
        "Util", "Utils", "Utilities",
    ];

    /// <summary>Folders whose name only looks like a grab-bag.</summary>
    private static readonly Dictionary<string, string> AllowedFolders = new()
    {
        ["src/Rag.Pipeline/Models"] = "machine-learning models: the ports of chat and embedding models",
        ["tests/Rag.Pipeline.Tests/Models"] = "mirrors src/Rag.Pipeline/Models",
    };

    [Fact]
    public void No_folder_is_a_grab_bag() => Tidy.AssertNone(
        from folder in Repository.Files.SelectMany(FoldersOf).Distinct()
        where GrabBags.Contains(folder[(folder.LastIndexOf('/') + 1)..], StringComparer.OrdinalIgnoreCase)
        where !AllowedFolders.ContainsKey(folder)
        select folder,
        "Name the folder after the feature or step that it holds.");

    [Fact]
    public void No_type_is_a_grab_bag() => Tidy.AssertNone(
        from file in Repository.CSharpFiles
        from type in file.Syntax.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
        let name = type.Identifier.Text
        where GrabBags.Any(bag => bag != "Extensions" && name.EndsWith(bag, StringComparison.Ordinal))
        where !name.EndsWith("EmbeddingModels", StringComparison.Ordinal)
            && !name.EndsWith("ChatModels", StringComparison.Ordinal)
        select $"{file.Path}:{CSharpFile.LineOf(type)}: {name}",
        "Use the noun that a user would say.");

    [Fact]
    public void A_file_holds_one_type_and_bears_its_name() => Tidy.AssertNone(
        from file in Repository.CSharpFiles
        let types = file.TopLevelTypes.Select(CSharpFile.NameOf).Distinct().ToList()
        where types.Count > 0
        let stem = file.Path[(file.Path.LastIndexOf('/') + 1)..].Split('.')[0]
        let strangers = types.Where(type => type != stem && !Accompanies(file, type, stem)).ToList()
        where strangers.Count > 0 || !(types.Contains(stem) || stem == "Program" || IsGenericTwin(file, stem))
        select $"{file.Path}: {string.Join(", ", types)}",
        "Give each type a file of its name; an options type's validator or enum, or a type's extensions, may share.");

    private static bool Accompanies(CSharpFile file, string type, string stem) =>
        type == stem + "Validator"
        || IsGenericTwin(file, stem)
        || file.TopLevelTypes.Any(member => CSharpFile.NameOf(member) == type && Extends(member, stem))
        || (stem.EndsWith("Options", StringComparison.Ordinal)
            && file.TopLevelTypes.Any(member => member is EnumDeclarationSyntax && CSharpFile.NameOf(member) == type));

    /// <summary>
    /// The file <c>BoxOfItem</c> holds <c>Box&lt;TItem&gt;</c>, because <c>Box</c> has a file already.
    /// </summary>
    private static bool IsGenericTwin(CSharpFile file, string stem) =>
        file.TopLevelTypes.All(type =>
            type is TypeDeclarationSyntax { TypeParameterList: not null }
            && stem.StartsWith(CSharpFile.NameOf(type) + "Of", StringComparison.Ordinal));

    private static bool Extends(MemberDeclarationSyntax type, string stem) =>
        type.DescendantNodes().OfType<ParameterSyntax>().Any(parameter =>
            parameter.Modifiers.Any(SyntaxKind.ThisKeyword) && parameter.Type?.ToString().Split('<')[0] == stem);

    private static IEnumerable<string> FoldersOf(string file)
    {
        for (int slash = file.IndexOf('/'); slash > 0; slash = file.IndexOf('/', slash + 1)) yield return file[..slash];
    }
}
