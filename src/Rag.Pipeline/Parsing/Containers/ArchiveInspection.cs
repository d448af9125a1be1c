using System.Buffers;
using System.IO.Compression;
using System.Text;

namespace Rag.Pipeline.Parsing.Containers;

/// <summary>
/// Inflates every entry of a ZIP container once and counts, before a library sees it: the sizes that the container
/// states are the attacker's to choose. Entry names are never used as paths, so none of them is dangerous.
/// </summary>
internal static class ArchiveInspection
{
    // Below this, a good ratio is good compression.
    private const long LeastSuspiciousSizeBytes = 10_000_000;

    // Media types are shorter by far.
    private const int MaxMediaTypeSize = 200;

    /// <summary>Passes, or says why not.</summary>
    /// <param name="container">The file.</param>
    /// <param name="format">What it was uploaded as.</param>
    /// <param name="options">The limits.</param>
    /// <exception cref="ParseException">
    /// <c>too_large</c>; or <c>corrupt</c>, also for a container of another format.
    /// </exception>
    public static void Check(Stream container, DocumentFormat format, ParsingOptions options)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            using var archive = new ZipArchive(container, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.Entries.Count > options.MaxArchiveEntryCount)
                throw TooLarge($"{archive.Entries.Count} entries", $"{options.MaxArchiveEntryCount} entries");
            long total = 0;
            foreach (ZipArchiveEntry entry in archive.Entries)
                total = Inflate(entry, total, container.Length, buffer, options);
            RefuseOtherFormat(archive, format);
        }
        catch (Exception failure) when (failure is InvalidDataException or NotSupportedException
            or EndOfStreamException)
        {
            throw new ParseException(
                "corrupt", $"The file is not a readable ZIP container: {failure.Message}", failure);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static long Inflate(
        ZipArchiveEntry entry, long total, long containerSize, byte[] buffer, ParsingOptions options)
    {
        using Stream content = entry.Open();
        for (int read; (read = content.Read(buffer)) > 0;)
        {
            total += read;
            if (total > options.MaxArchiveSizeBytes)
                throw TooLarge("too many bytes", $"{options.MaxArchiveSizeBytes} bytes");
            if (total > LeastSuspiciousSizeBytes && total / Math.Max(1, containerSize) > options.MaxArchiveRatio)
                throw TooLarge("too much for its size", $"{options.MaxArchiveRatio} times the file's size");
        }
        return total;
    }

    private static void RefuseOtherFormat(ZipArchive archive, DocumentFormat format)
    {
        IEnumerable<string> names = archive.Entries.Select(entry => entry.FullName);
        FileSignature? found = ZipContents.Identify(names, MediaTypeOf(archive));
        if (found is not null && found.ContentType != format.ContentType)
            throw new ParseException("corrupt",
                $"The file is labelled {format.Name} but holds {found.Name}. Upload it under its true type.");
    }

    private static string? MediaTypeOf(ZipArchive archive)
    {
        using Stream? entry = archive.GetEntry(ZipContents.MediaTypeEntry)?.Open();
        Span<byte> bytes = stackalloc byte[MaxMediaTypeSize];
        int? size = entry?.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return size is null ? null : Encoding.ASCII.GetString(bytes[..size.Value]);
    }

    private static ParseException TooLarge(string found, string limit) =>
        new("too_large", $"The file unpacks to {found}; the limit is {limit}.");
}
