using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Rag.Grains.Interfaces;

namespace Rag.Api.Documents;

/// <summary>
/// Document ids in paths. The server decodes a path but leaves <c>%2F</c>, so in a decoded path <c>a%2Fb</c> may have
/// been <c>a%2Fb</c> or <c>a%252Fb</c>. Only the path as it was sent tells them apart: the id is taken from there and
/// decoded exactly once, here and nowhere else.
/// </summary>
internal static class DocumentPath
{
    // Segment 0 is the empty one before the first slash: /v1/collections/{c}/documents/{d}.
    private const int IdSegment = 5;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The id in the path of the request.</summary>
    public static bool TryRead(HttpContext context, out DocumentId id)
    {
        id = default;
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return TrySegment(target, out string? segment)
            && TryDecode(segment, out string? text)
            && DocumentId.TryParse(text, out id);
    }

    /// <summary>The path of a document, its id encoded.</summary>
    public static string Write(CollectionName collection, string documentId) =>
        $"/v1/collections/{collection}/documents/{Uri.EscapeDataString(documentId)}";

    /// <summary>Decodes percent escapes once; <see langword="false"/> if they are broken or not UTF-8.</summary>
    internal static bool TryDecode(string segment, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (!segment.Contains('%', StringComparison.Ordinal))
        {
            text = segment;
            return true;
        }

        byte[] bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(segment.Length));
        try
        {
            int count = 0;
            for (int i = 0; i < segment.Length;)
            {
                if (segment[i] != '%')
                {
                    int run = segment.AsSpan(i).IndexOf('%');
                    int length = run < 0 ? segment.Length - i : run;
                    count += StrictUtf8.GetBytes(segment.AsSpan(i, length), bytes.AsSpan(count));
                    i += length;
                    continue;
                }

                if (i + 2 >= segment.Length || !char.IsAsciiHexDigit(segment[i + 1])
                    || !char.IsAsciiHexDigit(segment[i + 2]))
                {
                    return false;
                }

                bytes[count++] = Convert.FromHexString(segment.AsSpan(i + 1, 2))[0];
                i += 3;
            }

            text = StrictUtf8.GetString(bytes, 0, count);
            return true;
        }
        catch (ArgumentException)
        {
            // Not UTF-8, or a lone surrogate: no id looks like that.
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>The segment that holds the id, out of a target in origin form or absolute form.</summary>
    private static bool TrySegment(string target, [NotNullWhen(true)] out string? segment)
    {
        segment = null;
        ReadOnlySpan<char> path = target;
        if (path is not ['/', ..])
        {
            int scheme = path.IndexOf("://");
            if (scheme < 0) return false;
            path = path[(scheme + 3)..];
            int slash = path.IndexOf('/');
            if (slash < 0) return false;
            path = path[slash..];
        }

        int end = path.IndexOfAny('?', '#');
        if (end >= 0) path = path[..end];
        int index = 0;
        foreach (Range range in path.Split('/'))
        {
            // The server resolves dot segments before routing; a path with one may have matched by other segments.
            ReadOnlySpan<char> part = path[range];
            if (IsDotSegment(part)) return false;
            if (index++ == IdSegment) segment = part.ToString();
        }

        return segment is not null;
    }

    private static bool IsDotSegment(ReadOnlySpan<char> part) =>
        part.Length <= "%2e%2e".Length && part is not ""
        && part.ToString().Replace("%2e", ".", StringComparison.OrdinalIgnoreCase) is "." or "..";
}
