using System.Net;
using System.Text.Json;

namespace Rag.Api.Tests.OpenApi;

public sealed class PostmanCollectionTests(RagApplication application)
{
    private const string FileName = "docs/postman_collection.json";
    private const string Switch = "RAG_UPDATE_POSTMAN";
    private const string Command =
        $"{Switch}=1 ./rag test PostmanCollection";

    [Fact]
    public async Task The_postman_collection_is_the_one_of_the_openapi_document()
    {
        JsonElement document = await application.Client.GetAsync("/openapi/v1.json").JsonAsync(HttpStatusCode.OK);
        string path = Path.Combine(RepositoryRoot(), FileName);

        string generated = PostmanCollection.Generate(document);
        if (Environment.GetEnvironmentVariable(Switch) == "1") await File.WriteAllTextAsync(path, generated);

        string kept = File.Exists(path) ? await File.ReadAllTextAsync(path) : "";
        Assert.True(kept == generated, $"{FileName} is out of date. Make it anew: {Command}");
    }

    private static string RepositoryRoot()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "Rag.sln"))) directory = directory.Parent;
        return directory.FullName;
    }
}
