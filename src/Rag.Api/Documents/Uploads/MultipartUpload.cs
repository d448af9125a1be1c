using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Rag.Api.Errors;
using Rag.Api.Json;
using Rag.Grains.Interfaces;

namespace Rag.Api.Documents.Uploads;

/// <summary>
/// Reads a <c>multipart/form-data</c> upload: one part <c>file</c>, which is streamed on, and fields before or after
/// it.
/// </summary>
internal sealed class MultipartUpload(BlobUpload content)
{
    private const int MaxFields = 32;
    private const int MaxFieldBytes = 64 << 10;
    private const int MaxBoundaryLength = 200;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);
    private string? _contentType;
    private string? _fileName;
    private bool _hasFile;

    /// <summary>The value of a field; <see langword="null"/> if it was not sent (yet).</summary>
    public string? Field(string name) =>
        _fields.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;

    /// <summary>Whether the request is such an upload.</summary>
    public static bool Fits(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Reads the body. <paramref name="admit"/> is asked once, before the first byte of the file, when the fields that
    /// came first are known.
    /// </summary>
    public async Task<Outcome<StagedUpload>> ReadAsync(
        HttpRequest request, Func<MultipartUpload, Task<Failure?>>? admit, CancellationToken cancellationToken)
    {
        if (!TryBoundary(request, out string? boundary))
        {
            return ApiFailures.Malformed("The multipart boundary is missing or too long.", "malformed_multipart");
        }

        var reader = new MultipartReader(boundary, request.Body);
        try
        {
            // Without the token, as in JsonBody: Kestrel ends the reads of a client that leaves.
            while (await reader.ReadNextSectionAsync(CancellationToken.None) is { } section)
            {
                if (await ReadAsync(section, admit, cancellationToken) is { } failure) return failure;
            }
        }
        catch (Exception exception) when (
            exception is InvalidDataException or DecoderFallbackException
                or (IOException and not BadHttpRequestException)
            && !cancellationToken.IsCancellationRequested)
        {
            return ApiFailures.Malformed($"The multipart body is broken: {exception.Message}", "malformed_multipart");
        }

        if (!_hasFile)
        {
            return ApiFailures.Invalid("There is no part named 'file'; send the document's content in one.", "no_file");
        }

        return ReadFields().Failed(out Failure? invalid, out UploadFields? fields)
            ? invalid
            : new StagedUpload(content, fields, _contentType, _fileName);
    }

    private async Task<Failure?> ReadAsync(
        MultipartSection section, Func<MultipartUpload, Task<Failure?>>? admit, CancellationToken cancellationToken)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out ContentDispositionHeaderValue? part)
            || HeaderUtilities.RemoveQuotes(part.Name).Value is not { Length: > 0 } name)
        {
            return ApiFailures.Malformed(
                "A part has no name (Content-Disposition: form-data; name=…).", "malformed_multipart");
        }

        if (name != "file") return await ReadFieldAsync(name, section);
        if (_hasFile)
            return ApiFailures.Invalid(
                "There are several parts named 'file'; send one document a request.", "many_files");
        _hasFile = true;
        _fileName = FileName.Read(part);
        // The list of ready-made chunks is judged where it comes as JSON; as a file it would get past that.
        _contentType = section.ContentType is DocumentUpload.ChunksContentType or "application/octet-stream"
            ? null
            : section.ContentType;
        if (admit is not null && await admit(this) is { } refused) return refused;
        return await content.CopyAsync(section.Body, cancellationToken);
    }

    private async Task<Failure?> ReadFieldAsync(string name, MultipartSection section)
    {
        byte[] buffer = new byte[MaxFieldBytes + 1];
        int length = await section.Body.ReadAtLeastAsync(
            buffer, buffer.Length, throwOnEndOfStream: false, CancellationToken.None);
        if (length > MaxFieldBytes) return ApiFailures.TooLarge($"The field '{name}'", MaxFieldBytes);
        if (_fields.Count == MaxFields) return ApiFailures.Invalid($"There are more than {MaxFields} fields.");
        string value = StrictUtf8.GetString(buffer, 0, length);
        return _fields.TryAdd(name, value)
            ? null
            : ApiFailures.Malformed($"The field '{name}' was sent twice.", "malformed_multipart");
    }

    private Outcome<UploadFields> ReadFields()
    {
        RawJson? metadata = null;
        ChunkingChoice? chunking = null;
        if (Field("metadata") is { } metadataJson)
        {
            if (JsonBody.Parse<RawJson>(metadataJson).Failed(out Failure? malformed, out metadata))
                return Named("metadata", malformed);
        }

        if (Field("chunking") is { } chunkingJson)
        {
            if (JsonBody.Parse<ChunkingChoice>(chunkingJson).Failed(out Failure? malformed, out chunking))
                return Named("chunking", malformed);
        }

        return new UploadFields
        {
            DocumentId = Field("document_id"),
            Title = Field("title"),
            Author = Field("author"),
            Metadata = metadata,
            OnConflict = Field("on_conflict"),
            Chunking = chunking,
        };
    }

    private static Failure Named(string field, Failure failure) =>
        failure with { Message = $"The field '{field}' holds JSON. {failure.Message}" };

    private static bool TryBoundary(HttpRequest request, [NotNullWhen(true)] out string? boundary)
    {
        boundary = MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).Value
            : null;
        return boundary is { Length: > 0 and <= MaxBoundaryLength };
    }
}
