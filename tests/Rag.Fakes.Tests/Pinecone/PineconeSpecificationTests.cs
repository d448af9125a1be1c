namespace Rag.Fakes.Tests.Pinecone;

/// <summary>The fake answers as the vendor's own specification of the interface says, 2025-10.</summary>
public sealed class PineconeSpecificationTests
{
    [Fact]
    public async Task The_fake_answers_as_specified()
    {
        string control = Outside.Shared("spec", "pinecone-control-2025-10.yaml");
        string data = Outside.Shared("spec", "pinecone-data-2025-10.yaml");
        string root = Outside.RepositoryRoot();
        (int missing, _) = await Outside.RunAsync("python3", root, "-c", "import jsonschema, yaml");
        if (missing != 0) Assert.Skip("needs python3 with the modules jsonschema and yaml");
        await using FakeServer server = await FakeServer.StartAsync("pinecone");

        (int exitCode, string output) = await Outside.RunAsync(
            "python3",
            root,
            "tests/Rag.Fakes.Tests/Pinecone/specification.py",
            control,
            data,
            server.Url.AbsoluteUri.TrimEnd('/'));

        Assert.True(exitCode == 0, output);
        Assert.StartsWith("27 answers as specified", output, StringComparison.Ordinal);
    }
}
