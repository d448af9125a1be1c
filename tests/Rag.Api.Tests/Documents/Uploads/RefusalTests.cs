using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Rag.Api.Tests.Documents.Uploads;

/// <summary>What is refused before acceptance, and what fails after it.</summary>
public sealed class RefusalTests(RagApplication application)
{
    private const string EncryptedPdf =
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n";

    private HttpClient Client => application.Client;

    [Fact]
    public async Task An_empty_file_is_422() => await UploadAsync([], "a.txt", "text/plain").ProblemAsync(422, "empty");

    [Fact]
    public async Task An_unknown_type_is_415() =>
        await UploadAsync([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0], "a.exe", "application/x-msdownload")
            .ProblemAsync(415, "unsupported_type");

    [Fact]
    public async Task A_mislabelled_type_is_415() =>
        await UploadAsync([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13], "a.pdf", "application/pdf")
            .ProblemAsync(415, "mislabelled_type");

    [Fact]
    public async Task Sixty_megabytes_are_413_and_the_answer_can_be_read() =>
        await UploadAsync(new byte[60 << 20], "a.txt", "text/plain").ProblemAsync(413, "too_large");

    [Fact]
    public async Task Sixty_megabytes_of_undeclared_length_are_413()
    {
        using MultipartFormDataContent form = Requests.File(new byte[60 << 20], "a.txt", "text/plain");
        using var request =
            new HttpRequestMessage(HttpMethod.Post, "/v1/collections/default/documents") { Content = form };
        request.Headers.TransferEncodingChunked = true;

        await Client.SendAsync(request).ProblemAsync(413, "too_large");
    }

    [Fact]
    public async Task An_unknown_collection_is_404_before_the_body_is_read()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, Client.BaseAddress!.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            "POST /v1/collections/nowhere/documents HTTP/1.1\r\nHost: x\r\n"
            + "Content-Type: multipart/form-data; boundary=b\r\n"
            + "Content-Length: 1000000\r\n\r\n"));
        byte[] answer = new byte[12];
        await socket.ReceiveAsync(answer);

        Assert.Equal("HTTP/1.1 404", Encoding.ASCII.GetString(answer));
    }

    [Theory]
    [InlineData("metadata", "{", 400, "malformed_json")]
    [InlineData("metadata", """{"a":{"b":1}}""", 422, "invalid_metadata")]
    [InlineData("metadata", """[1]""", 422, "invalid_metadata")]
    [InlineData("chunking", """{"size":"big"}""", 400, "malformed_json")]
    [InlineData("chunking", """{"size":1}""", 422, "invalid_chunking")]
    [InlineData("on_conflict", "merge", 422, "invalid")]
    public async Task A_bad_field_is_refused(string field, string value, int status, string code) =>
        await UploadAsync("text"u8.ToArray(), "a.txt", "text/plain", (field, value)).ProblemAsync(status, code);

    [Fact]
    public async Task A_form_without_a_file_is_422()
    {
        using var form = new MultipartFormDataContent { { new StringContent("x"), "title" } };

        await Client.PostAsync("/v1/collections/default/documents", form).ProblemAsync(422, "no_file");
    }

    [Fact]
    public async Task Two_files_in_one_request_are_422()
    {
        using MultipartFormDataContent form = Requests.TextFile("one");
        form.Add(new StringContent("two"), "file", "b.txt");

        await Client.PostAsync("/v1/collections/default/documents", form).ProblemAsync(422, "many_files");
    }

    [Fact]
    public async Task A_body_that_is_neither_a_form_nor_json_is_415() =>
        await Client.PostAsync("/v1/collections/default/documents", new StringContent("text"))
            .ProblemAsync(415, "unsupported_type");

    [Fact]
    public async Task A_form_that_breaks_off_is_400()
    {
        var content = new ByteArrayContent(
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nhalf"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");

        await Client.PostAsync("/v1/collections/default/documents", content).ProblemAsync(400, "malformed_multipart");
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("C:\\windows\\system32\\cmd.exe.txt")]
    [InlineData("nul\u0000byte.txt")]
    [InlineData("\u202etxt.exe.txt")]
    public async Task A_file_name_is_words_and_never_a_path(string name)
    {
        string collection = await Client.NewCollectionAsync();
        using var form = new MultipartFormDataContent();
        var file = new ByteArrayContent("Plain words."u8.ToArray());
        file.Headers.TryAddWithoutValidation(
            "Content-Disposition", $"form-data; name=\"file\"; filename*=UTF-8''{Uri.EscapeDataString(name)}");
        file.Headers.TryAddWithoutValidation("Content-Type", "text/plain");
        form.Add(file);

        JsonElement document = await Client.PostAsync($"/v1/collections/{collection}/documents?wait=60", form)
            .JsonAsync(HttpStatusCode.Accepted);

        string shown = document.GetProperty("file_name").GetString()!;
        Assert.DoesNotContain('/', shown);
        Assert.DoesNotContain('\\', shown);
        Assert.DoesNotContain(shown, char.IsControl);
        Assert.DoesNotContain('\u202e', shown);
        Assert.Equal("completed", document.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_broken_pdf_fails_with_its_code_and_stage()
    {
        string collection = await Client.NewCollectionAsync();

        JsonElement document = await Client.PostAsync(
            $"/v1/collections/{collection}/documents?wait=60",
            Requests.File(Encoding.ASCII.GetBytes(EncryptedPdf[..60]), "broken.pdf", "application/pdf"))
            .JsonAsync(HttpStatusCode.Accepted);

        Assert.Equal("failed", document.GetProperty("status").GetString());
        Assert.Equal("corrupt", document.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("parsing", document.GetProperty("error").GetProperty("stage").GetString());
        Assert.NotEmpty(document.GetProperty("error").GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task A_client_that_leaves_in_the_middle_of_an_upload_leaves_no_document()
    {
        string collection = await Client.NewCollectionAsync();
        using (var socket = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            await socket.ConnectAsync(IPAddress.Loopback, Client.BaseAddress!.Port);
            await socket.SendAsync(Encoding.ASCII.GetBytes(
                $"POST /v1/collections/{collection}/documents HTTP/1.1\r\nHost: x\r\n"
                + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 900000\r\n\r\n--b\r\n"
                + "Content-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n"
                + new string('x', 300_000)));
        }

        JsonElement listed = await Client.GetAsync($"/v1/collections/{collection}/documents")
            .JsonAsync(HttpStatusCode.OK);
        Assert.Empty(listed.GetProperty("documents").EnumerateArray());
    }

    [Fact]
    public async Task A_used_up_upload_rate_is_429_before_the_body()
    {
        string collection = await Client.NewCollectionAsync(""","limits":{"uploads_per_minute":1}""");
        using HttpResponseMessage first = await Client.PostAsync(
            $"/v1/collections/{collection}/documents", Requests.TextFile("one"));

        Assert.Equal("\"uploads\";q=1;w=60", first.Headers.GetValues("RateLimit-Policy").Single());
        await Client.PostAsync($"/v1/collections/{collection}/documents", Requests.TextFile("two"))
            .ProblemAsync(429, "rate_limited");
    }

    [Fact]
    public async Task A_used_up_quota_is_403()
    {
        string collection = await Client.NewCollectionAsync(""","quotas":{"documents":1}""");
        await Client.IngestAsync(collection, "one");

        await Client.PostAsync($"/v1/collections/{collection}/documents", Requests.TextFile("two"))
            .ProblemAsync(403, "quota_exceeded");
    }

    private Task<HttpResponseMessage> UploadAsync(
        byte[] content, string name, string type, params (string Name, string Value)[] fields) =>
        Client.PostAsync("/v1/collections/default/documents", Requests.File(content, name, type, fields));
}
