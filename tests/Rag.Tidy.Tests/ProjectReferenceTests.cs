using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Rag.Tidy.Tests;

/// <summary>A project exists only where it forbids a dependency: this is the list of what each may know.</summary>
public sealed partial class ProjectReferenceTests
{
    private static readonly Dictionary<string, string[]> AllowedProjects = new()
    {
        ["Orleans.InProcess"] = [],
        ["Rag.Grains.Interfaces"] = [],
        ["Rag.Pipeline"] = [],
        ["Rag.Stores"] = ["Rag.Pipeline"],
        ["Rag.ModelProviders"] = ["Rag.Pipeline"],
        ["Rag.ParserProcess"] = ["Rag.Pipeline"],
        ["Rag.Grains"] = ["Rag.Grains.Interfaces", "Rag.Pipeline"],
        ["Rag.Hosting"] =
        [
            "Rag.Grains", "Rag.Grains.Interfaces", "Rag.ModelProviders", "Rag.ParserProcess", "Rag.Pipeline",
            "Rag.Stores",
        ],
        ["Rag.Silo"] = ["Rag.Hosting"],
        ["Rag.Api"] = ["Rag.Grains.Interfaces", "Rag.Hosting"],
    };

    /// <summary>Projects that may use Orleans; the others never see it.</summary>
    private static readonly string[] OrleansProjects =
        ["Rag.Grains.Interfaces", "Rag.Grains", "Rag.Hosting", "Rag.Silo", "Rag.Api"];

    private static readonly Dictionary<string, string[]> ForbiddenNamespaces = new()
    {
        ["Rag.Pipeline"] =
        [
            "Orleans", "Npgsql", "Microsoft.Data", "System.Data", "System.Net.Http", "System.Net.Sockets",
            "Microsoft.AspNetCore",
        ],
        ["Rag.Stores"] = ["Orleans", "Microsoft.AspNetCore"],
        ["Rag.ModelProviders"] = ["Orleans", "Npgsql", "Microsoft.Data", "Microsoft.AspNetCore"],
        ["Rag.Grains"] =
        [
            "Rag.Stores", "Rag.ModelProviders", "Rag.Hosting", "Npgsql", "Microsoft.Data", "System.Net.Http",
            "Microsoft.AspNetCore",
        ],
        ["Rag.Grains.Interfaces"] = ["Rag.Pipeline", "Microsoft.AspNetCore", "System.Net.Http"],
        ["Rag.Api"] = ["Rag.Hosting", "Rag.Pipeline", "Rag.Stores", "Rag.ModelProviders", "Npgsql", "Microsoft.Data"],
    };

    [Fact]
    public void A_project_references_only_what_it_may_know() => Tidy.AssertNone(
        from file in Projects()
        from reference in XDocument.Load(Path.Combine(Repository.Root, file)).Descendants("ProjectReference")
        let name = Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'))
        where !AllowedProjects.GetValueOrDefault(NameOf(file), []).Contains(name)
        select $"{file}: {name}",
        "Turn the dependency round: a port in the project below, an adapter in the one above.");

    [Fact]
    public void Every_project_has_its_place_in_the_list() => Tidy.AssertNone(
        Projects().Select(NameOf).Where(name => !AllowedProjects.ContainsKey(name)),
        "Say above what the project may know.");

    [Fact]
    public void Only_the_actor_side_asks_for_Orleans() => Tidy.AssertNone(
        from file in Projects()
        where XDocument.Load(Path.Combine(Repository.Root, file)).Descendants("UsesOrleans").Any()
        where !OrleansProjects.Contains(NameOf(file))
        select file,
        "Keep actors out of this project.");

    [Fact]
    public void A_project_uses_no_namespace_that_it_must_not_know() => Tidy.AssertNone(
        from file in Repository.CSharpFiles
        where file.Path.StartsWith("src/", StringComparison.Ordinal)
        let project = file.Path.Split('/')[1]
        where file.Path != $"src/{project}/Program.cs"
        from import in file.Syntax.Usings
        let space = import.NamespaceOrType.ToString()
        from forbidden in ForbiddenNamespaces.GetValueOrDefault(project, [])
        where space == forbidden || space.StartsWith(forbidden + ".", StringComparison.Ordinal)
        select $"{file.Path}: {space}",
        "Only a composition root (Program.cs) may look across this border.");

    [Fact]
    public void Only_the_host_knows_which_Orleans_it_got() => Tidy.AssertNone(
        from file in Repository.Files
        where file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".csproj", StringComparison.Ordinal)
        where !file.StartsWith("src/Rag.Hosting/", StringComparison.Ordinal)
            && !file.StartsWith("tests/Rag.Cluster.Tests/", StringComparison.Ordinal)
            && !file.StartsWith("tests/Rag.Tidy.Tests/", StringComparison.Ordinal)
        where Switch().IsMatch(Repository.ReadText(file))
        select file,
        "Write against Orleans' public API; the switch belongs to build/Orleans.props and the host composition.");

    [GeneratedRegex(@"\bORLEANS_PACKAGES\b|\$\(OrleansPackages\)")]
    private static partial Regex Switch();

    private static IEnumerable<string> Projects() => Repository.Files.Where(file =>
        file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith(".csproj", StringComparison.Ordinal));

    private static string NameOf(string project) => Path.GetFileNameWithoutExtension(project);
}
