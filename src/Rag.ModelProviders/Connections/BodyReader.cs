using Rag.Pipeline;

namespace Rag.ModelProviders.Connections;

/// <summary>Reads whole bodies of servers that are not trusted to end them.</summary>
internal static class BodyReader
{
    /// <summary>Reads to the end.</summary>
    /// <exception cref="ModelException">There is more than <paramref name="maxBytes"/>.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        HttpContent content, int maxBytes, CancellationToken cancellationToken)
    {
        await using Stream body = await content.ReadAsStreamAsync(cancellationToken);
        byte[] buffer = new byte[Math.Clamp(content.Headers.ContentLength ?? 0, 4_096, 1024 * 1024)];
        for (int length = 0; ;)
        {
            int read = await body.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0) return buffer.AsMemory(0, length);
            length += read;
            if (length > maxBytes)
            {
                throw new ModelException(
                    "provider_error",
                    $"The answer is longer than {maxBytes:N0} bytes; it was not read.",
                    isTransient: false);
            }

            if (length == buffer.Length) Array.Resize(ref buffer, length * 2);
        }
    }

    /// <summary>Reads the beginning; for errors, of which the rest does not matter.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadStartAsync(
        HttpContent content, int maxBytes, CancellationToken cancellationToken)
    {
        await using Stream body = await content.ReadAsStreamAsync(cancellationToken);
        byte[] buffer = new byte[maxBytes];
        int length = await body.ReadAtLeastAsync(buffer, maxBytes, throwOnEndOfStream: false, cancellationToken);
        return buffer.AsMemory(0, length);
    }
}
