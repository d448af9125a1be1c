using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Rag.Pipeline;
using Rag.Pipeline.Filtering;
using Rag.Stores.Http;

namespace Rag.Stores.Weaviate;

/// <summary>
/// Our names and values in the server's alphabets. Invariant: two different things never share a spelling, not even
/// where the server ignores case, and the server changes none of them.
/// </summary>
internal static class WeaviateNames
{
    /// <summary>Text: the index that an object belongs to.</summary>
    public const string Owner = "owner";

    /// <summary>Text: the document that the chunk belongs to.</summary>
    public const string Document = "document";

    /// <summary>Text: the version of the document, see <see cref="Ordered"/>.</summary>
    public const string Version = "version";

    /// <summary>List of texts: what is true of the metadata.</summary>
    public const string Facts = "facts";

    private const int MaxClassName = 255;

    /// <summary>The class of an index. A class name has letters, digits and <c>_</c>, begins with a capital, and two
    /// that differ only in case are refused: everything else of <see cref="IndexNames"/> is <c>_</c> and a digit.
    /// Names that would be too long are replaced by their SHA-256.</summary>
    public static string Class(string prefix, IndexId index)
    {
        string name = Escape(IndexNames.Of(prefix, index));
        if (name.Length > MaxClassName)
        {
            string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
            name = $"{Escape(prefix)}_4{hash}";
        }

        return char.ToUpperInvariant(name[0]) + name[1..];
    }

    /// <summary>The object of a chunk: an object's id is a UUID, a chunk's id has as many bits.</summary>
    public static string Object(ChunkId id)
    {
        string digits = id.ToString();
        return $"{digits[..8]}-{digits[8..12]}-{digits[12..16]}-{digits[16..20]}-{digits[20..]}";
    }

    /// <summary>The chunk of an object; <see langword="false"/> for an id that is not of ours.</summary>
    public static bool TryChunk(string? id, out ChunkId chunk) =>
        ChunkId.TryParse((id ?? "").Replace("-", "", StringComparison.Ordinal), out chunk);

    /// <summary>The property of a key's number.</summary>
    public static string Number(string key) => "n_" + EscapeKey(key);

    /// <summary>The property of a key's moment, see <see cref="Ordered"/>.</summary>
    public static string Moment(string key) => "t_" + EscapeKey(key);

    /// <summary>A text as a value: the server cuts blanks off at both ends and takes an empty text for none.</summary>
    public static string Text(string value) => $"[{value}]";

    /// <summary>An integer as a text of the same order: 16 hexadecimal digits. The server's own integers are rounded
    /// beyond 2^53, and its dates end in 2262.</summary>
    public static string Ordered(long value) =>
        ((ulong)value ^ 0x8000_0000_0000_0000).ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>The number and moment that a value gives to range filters.</summary>
    public static IEnumerable<(string Property, double? Number, string? Moment)> Ranges(Metadata metadata)
    {
        foreach ((string key, MetadataValue value) in metadata)
        {
            if (value.Kind == MetadataKind.Number)
                yield return (Number(key), value.AsNumber, null);
            else if (value.Kind == MetadataKind.String && Instant.TryParse(value.AsString, out Instant instant))
                yield return (Moment(key), null, Ordered(instant.Microseconds));
        }
    }

    private static string Escape(string name)
    {
        var escaped = new StringBuilder(name.Length + 16);
        foreach (char c in name)
        {
            _ = c switch
            {
                '.' => escaped.Append("_0"),
                '_' => escaped.Append("_1"),
                '-' => escaped.Append("_2"),
                '=' => escaped.Append("_3"),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    /// <summary>Letters stay apart from capitals: properties that differ only in case are one property.</summary>
    private static string EscapeKey(string key)
    {
        var escaped = new StringBuilder(key.Length + 16);
        foreach (char c in Escape(key))
        {
            if (char.IsAsciiLetterUpper(c)) escaped.Append('_').Append(char.ToLowerInvariant(c));
            else escaped.Append(c);
        }

        return escaped.ToString();
    }
}
