using System.Text.RegularExpressions;

namespace Rag.Tidy.Tests;

/// <summary>
/// The repository builds through whatever registries a machine is configured with, in whatever folder it lies: it names
/// neither. The patterns are written so that this file does not match itself.
/// </summary>
public sealed partial class PlaceTests
{
    private static readonly string[] BinaryExtensions = [".pdf", ".docx", ".png", ".ico", ".gz", ".zip", ".woff2"];

    [Fact]
    public void No_file_names_a_package_registry_or_a_machine() => Tidy.AssertNone(
        from file in Repository.Files
        where !BinaryExtensions.Contains(Path.GetExtension(file))
        from line in Repository.ReadText(file).Split('\n').Index()
        let place = Place().Match(line.Item)
        where place.Success
        select $"{file}:{line.Index + 1}: {place.Value}",
        "Leave hosts and paths to the machine's own configuration.");

    [Fact]
    public void There_is_no_registry_configuration() => Tidy.AssertNone(
        from file in Repository.Files
        let name = Path.GetFileName(file)
        where name.Equals("nuget" + ".config", StringComparison.OrdinalIgnoreCase)
        select file,
        "Sources, mirrors and private feeds are the machine's business.");

    [GeneratedRegex(
        @"nuget[.]org|registry[.](?:npmjs|yarnpkg)|npmjs[.](?:org|com)|pypi[.]org|crates[.]io"
        + @"|proxy[.]golang|deb[.]debian|(?<![\w.~])[/](?:work|root|home)[/]")]
    private static partial Regex Place();
}
