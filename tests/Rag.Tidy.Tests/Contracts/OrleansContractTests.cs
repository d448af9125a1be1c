using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rag.Tidy.Tests.Contracts;

public sealed class OrleansContractTests
{
    /// <summary>Set to 1, the test writes the listing instead of comparing it.</summary>
    private const string UpdateVariable = "RAG_UPDATE_CONTRACTS";

    [Fact]
    public void The_checked_in_listing_is_the_contract()
    {
        string current = ContractListing.Write();
        string path = Path.Combine(Repository.Root, ContractListing.File);
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1") File.WriteAllText(path, current);

        string checkedIn = File.Exists(path) ? File.ReadAllText(path) : "";

        Assert.True(
            checkedIn == current,
            "The contract changed. See that silos of the last version still understand it, then run this test with "
            + $"{UpdateVariable}=1 and commit {ContractListing.File}. "
            + $"First difference: {Difference(checkedIn, current)}");
    }

    [Fact]
    public void Every_grain_interface_and_method_has_an_alias() => Tidy.AssertNone(
        from type in ContractListing.GrainInterfaces
        from declaration in type.Members.OfType<MethodDeclarationSyntax>().Prepend<MemberDeclarationSyntax>(type)
        where declaration.AliasText() is null
        select $"{type.Identifier.Text}: {(declaration as MethodDeclarationSyntax)?.Identifier.Text ?? "itself"}",
        "Add [Alias], so that the name in the source can change.");

    [Fact]
    public void The_last_parameter_of_a_grain_method_is_its_cancellation_token() => Tidy.AssertNone(
        from type in ContractListing.GrainInterfaces
        from method in type.Members.OfType<MethodDeclarationSyntax>()
        where method.ParameterList.Parameters.LastOrDefault()?.Type?.ToString() != nameof(CancellationToken)
        select $"{type.Identifier.Text}.{method.Identifier.Text}",
        "Let the caller cancel.");

    [Fact]
    public void Every_wire_type_is_immutable_and_has_an_alias() => Tidy.AssertNone(
        from type in ContractListing.WireTypes
        where type.AttributeOf("Immutable") is null || type.AliasText() is null
        select type.Identifier.Text,
        "Write [GenerateSerializer, Immutable, Alias(\"rag.…\")].");

    [Fact]
    public void Every_record_of_the_contract_is_a_wire_type() => Tidy.AssertNone(
        from file in ContractListing.Files
        from type in file.TopLevelTypes.OfType<RecordDeclarationSyntax>()
        where type.AttributeOf("GenerateSerializer") is null
        select $"{file.Path}: {type.Identifier.Text}",
        "Write [GenerateSerializer, Immutable, Alias(\"rag.…\")].");

    [Fact]
    public void Aliases_are_unique() => Tidy.AssertNone(
        from declaration in ContractListing.WireTypes.Concat(ContractListing.GrainInterfaces)
        group declaration by declaration.AliasText() into same
        where same.Count() > 1
        select same.Key,
        "Give each type its own alias.");

    [Fact]
    public void Ids_are_unique_within_a_type() => Tidy.AssertNone(
        from type in ContractListing.WireTypes
        from same in type.WireMembers().GroupBy(member => member.Id)
        where same.Count() > 1
        select $"{type.Identifier.Text}: [Id({same.Key})]",
        "Take the next free number; never use one again.");

    [Fact]
    public void Every_stored_member_of_a_wire_type_has_an_id() => Tidy.AssertNone(
        from type in ContractListing.WireTypes
        let known = type.WireMembers().Select(member => member.Name).ToHashSet()
        from name in StoredMembers(type)
        where !known.Contains(name)
        select $"{type.Identifier.Text}.{name}",
        "Without an [Id] the member is lost between silos.");

    private static IEnumerable<string> StoredMembers(TypeDeclarationSyntax type) =>
        (type.ParameterList?.Parameters ?? []).Select(parameter => parameter.Identifier.Text).Concat(
            from property in type.Members.OfType<PropertyDeclarationSyntax>()
            where !property.Modifiers.Any(SyntaxKind.StaticKeyword)
            where property.AccessorList?.Accessors.All(IsAutomatic) == true
            select property.Identifier.Text);

    private static bool IsAutomatic(AccessorDeclarationSyntax accessor) =>
        accessor.Body is null && accessor.ExpressionBody is null;

    private static string Difference(string before, string after)
    {
        string[] old = before.Split('\n');
        string[] now = after.Split('\n');
        int index = old.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"line {index + 1}: \"{old.ElementAtOrDefault(index)}\" -> \"{now.ElementAtOrDefault(index)}\"";
    }
}
