using System.Text.RegularExpressions;

namespace Rag.Tidy.Tests;

public sealed partial class PackagingTests
{
    private const string Alerts = "docker/prometheus/alerts.yml";
    private const string Operations = "docs/OPERATIONS.md";
    private const string Loopback = "127.0.0.1";

    private static readonly string[] ImageFiles =
        ["docker/Dockerfile", "docker-compose.yml", "docker-compose.single.yml"];

    [Fact]
    public void An_image_of_others_has_the_tag_of_a_version() => Tidy.AssertNone(
        from file in ImageFiles
        from Match image in Image().Matches(Repository.ReadText(file))
        let name = image.Groups["name"].Value
        where !IsOwn(name) && !Version().IsMatch(name)
        select $"{file}: {name}",
        "Name a version: what was tried is what runs.");

    [Fact]
    public void A_port_is_published_on_the_loopback_interface_unless_told_otherwise() => Tidy.AssertNone(
        from file in ImageFiles
        from Match port in Port().Matches(Repository.ReadText(file))
        let address = port.Groups["address"].Value
        where address != Loopback && !address.EndsWith($":-{Loopback}}}", StringComparison.Ordinal)
        select $"{file}: {port.Value.Trim()}",
        "The API knows no accounts, and the monitors need none: leave it to the operator to publish them.");

    [Fact]
    public void An_alert_is_explained_to_the_operator() => Tidy.AssertNone(
        from Match alert in Alert().Matches(Repository.ReadText(Alerts))
        let name = alert.Groups["name"].Value
        where !Repository.ReadText(Operations).Contains($"| `{name}` |", StringComparison.Ordinal)
        select name,
        $"Say in {Operations} what it means and what to do first.");

    [Theory]
    [InlineData("qdrant/qdrant:v1.19.1", true)]
    [InlineData("mcr.microsoft.com/dotnet/sdk:10.0.401-noble", true)]
    [InlineData("qdrant/qdrant:latest", false)]
    [InlineData("pgvector/pgvector:pg17", false)]
    [InlineData("localhost:5000/qdrant", false)]
    public void A_version_is_recognised(string image, bool expected) =>
        Assert.Equal(expected, Version().IsMatch(image));

    [Theory]
    [InlineData("- \"8080:80\"", "")]
    [InlineData("- \"0.0.0.0:8080:80\"", "0.0.0.0")]
    [InlineData("- \"127.0.0.1:${PORT:-8080}:80\"", "127.0.0.1")]
    [InlineData("- \"${ADDRESS:-127.0.0.1}:${PORT:-8080}:80\"", "${ADDRESS:-127.0.0.1}")]
    public void The_address_of_a_port_is_recognised(string line, string expected) =>
        Assert.Equal(expected, Assert.Single(Port().Matches(line)).Groups["address"].Value);

    [GeneratedRegex(@"^(?:FROM\s+|\s*image:\s*)(?<name>\S+)", RegexOptions.Multiline)]
    private static partial Regex Image();

    /// <summary>At least two numbers after the last colon.</summary>
    [GeneratedRegex(@":v?[0-9]+\.[0-9]+[^/:]*$")]
    private static partial Regex Version();

    [GeneratedRegex(
        @"^\s*- ""(?:(?<address>[^""]*?):)?(?:[0-9]+|\$\{\w+(?::-[0-9]+)?\}):[0-9]+""", RegexOptions.Multiline)]
    private static partial Regex Port();

    [GeneratedRegex(@"^\s*- alert: (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Alert();

    /// <summary>Images and stages that are built here.</summary>
    private static bool IsOwn(string image) =>
        image is "runtime" || image.StartsWith("rag-", StringComparison.Ordinal);
}
