using System.Buffers.Binary;
using System.Text;

namespace Rag.Pipeline.Parsing.Containers;

/// <summary>Tells from the names of its entries what a ZIP container is.</summary>
internal static class ZipContents
{
    /// <summary>The entry by which EPUB and OpenDocument say what they are; it comes first, uncompressed.</summary>
    public const string MediaTypeEntry = "mimetype";

    // ZIP's header of an entry: signature, then the name's length at 26, the extra field's at 28, the name at 30.
    private const int HeaderSize = 30;

    private static ReadOnlySpan<byte> EntrySignature => "PK\x03\x04"u8;

    /// <summary>The kind of a container of these entries; <see langword="null"/> if they give nothing away.</summary>
    /// <param name="names">Names in the order of the file.</param>
    /// <param name="mediaType">Text of <see cref="MediaTypeEntry"/>; <see langword="null"/> if there is none.</param>
    public static FileSignature? Identify(IEnumerable<string> names, string? mediaType)
    {
        if (mediaType is not null)
            return FileSignature.OfMediaType(mediaType.Trim());
        foreach (string name in names)
            if (FileSignature.OfEntry(name) is { } signature)
                return signature;
        return null;
    }

    /// <summary>The same by the headers within the first bytes of a container.</summary>
    public static FileSignature? Identify(ReadOnlySpan<byte> firstBytes)
    {
        var names = new List<string>();
        string? mediaType = null;
        for (int at = 0; (at = IndexOfEntry(firstBytes, at)) >= 0; at += EntrySignature.Length)
        {
            ReadOnlySpan<byte> header = firstBytes[at..];
            int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header[26..]);
            int contentStart = HeaderSize + nameLength + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
            string name = Encoding.UTF8.GetString(header[HeaderSize..Math.Min(HeaderSize + nameLength, header.Length)]);
            names.Add(name);
            int size = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(header[18..]), int.MaxValue);
            if (name == MediaTypeEntry && contentStart <= header.Length && size <= header.Length - contentStart)
                mediaType = Encoding.ASCII.GetString(header.Slice(contentStart, size));
        }
        return Identify(names, mediaType);
    }

    private static int IndexOfEntry(ReadOnlySpan<byte> bytes, int from)
    {
        int found = bytes[from..].IndexOf(EntrySignature);
        return found < 0 || from + found + HeaderSize > bytes.Length ? -1 : from + found;
    }
}
