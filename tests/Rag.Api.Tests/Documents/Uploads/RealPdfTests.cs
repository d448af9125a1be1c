using System.Net;
using System.Text.Json;

namespace Rag.Api.Tests.Documents.Uploads;

/// <summary>Real files that cannot be read, from a corpus that is no part of this repository.</summary>
public sealed class RealPdfTests(RagApplication application)
{
    [Theory]
    [InlineData("py-pdf-samples/005-libreoffice-writer-password/libreoffice-writer-password.pdf", "encrypted")]
    [InlineData("py-pdf-samples/007-imagemagick-images/imagemagick-images.pdf", "no_text")]
    public async Task A_pdf_without_readable_text_fails_with_its_code_and_stage(string file, string code)
    {
        string path = Path.Combine(CorpusDirectory(), file);
        if (!File.Exists(path)) Assert.Skip($"The corpus ../shared is absent: '{file}' was not tried.");
        string collection = await application.Client.NewCollectionAsync();

        JsonElement document = await application.Client.PostAsync(
            $"/v1/collections/{collection}/documents?wait=60",
            Requests.File(await File.ReadAllBytesAsync(path), "a.pdf", "application/pdf"))
            .JsonAsync(HttpStatusCode.Accepted);

        Assert.Equal("failed", document.GetProperty("status").GetString());
        Assert.Equal(code, document.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("parsing", document.GetProperty("error").GetProperty("stage").GetString());
        Assert.False(document.GetProperty("error").GetProperty("retryable").GetBoolean());
    }

    private static string CorpusDirectory()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "Rag.sln"))) directory = directory.Parent;
        return Path.Combine(directory.FullName, "..", "shared", "data", "documents", "pdf");
    }
}
