using Rag.Api.Errors;
using Rag.Grains.Interfaces;

namespace Rag.Api.Documents;

/// <summary>Streams a blob, or a range of its text, as an answer that no browser runs.</summary>
internal sealed class BlobAnswer(IBlobGrain blob, CodePointRange range, string contentType, long? length) : IResult
{
    private const int BlockSize = IBlobGrain.MaxBlockSize / 4;

    /// <summary>The <c>Content-Disposition</c>; <see langword="null"/> for none.</summary>
    public string? Disposition { get; init; }

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        CancellationToken aborted = httpContext.RequestAborted;
        // The first block is read before the status is sent: a blob that is gone is still a plain error.
        Outcome<BlobBlock> read = await blob.ReadAsync(0, BlockSize, aborted);
        if (read.Failure is { } failure)
        {
            await new Problem(failure).ExecuteAsync(httpContext);
            return;
        }

        HttpResponse response = httpContext.Response;
        response.ContentType = contentType;
        response.ContentLength = length;
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        response.Headers.CacheControl = "private, no-cache";
        if (Disposition is not null) response.Headers.ContentDisposition = Disposition;
        long offset = 0;
        while (read.Value is { Bytes.IsEmpty: false } block)
        {
            offset += block.Bytes.Length;
            ReadOnlyMemory<byte> part = range.Cut(block.Bytes);
            if (!part.IsEmpty) await response.Body.WriteAsync(part, aborted);
            if (range.IsPast || block.Bytes.Length < BlockSize) return;
            read = await blob.ReadAsync(offset, BlockSize, aborted);
        }

        // Too late for a status: a cut connection is the only way left to say that something is missing.
        if (read.Failure is not null) httpContext.Abort();
    }
}
