using System.Text;

namespace Rag.Grains.Interfaces;

/// <summary>
/// Id of a document within its collection: any text of 1..512 code points without control characters (URLs, <c>/</c>
/// and <c>#</c> included). It is the caller's upsert key; without one the product makes an opaque id.
/// </summary>
[GenerateSerializer, Immutable, Alias("rag.document-id")]
public readonly record struct DocumentId
{
    /// <summary>Longest id in Unicode code points.</summary>
    public const int MaxCodePoints = 512;

    private DocumentId(string value) => Value = value;

    /// <summary>The id as text.</summary>
    [Id(0)]
    public string Value { get; private init; }

    /// <summary>A new opaque id.</summary>
    public static DocumentId Create() => new("doc_" + Guid.CreateVersion7().ToString("n"));

    /// <summary>Reads an id; <see langword="false"/> for anything that is not one (lone surrogates included).</summary>
    public static bool TryParse(string? text, out DocumentId id)
    {
        id = default;
        if (string.IsNullOrEmpty(text) || text.Length > 2 * MaxCodePoints) return false;
        int count = 0;
        for (int i = 0; i < text.Length; count++)
        {
            if (!Rune.TryGetRuneAt(text, i, out Rune rune) || Rune.IsControl(rune)) return false;
            i += rune.Utf16SequenceLength;
        }

        id = new DocumentId(text);
        return count <= MaxCodePoints;
    }

    /// <summary>Reads an id.</summary>
    /// <exception cref="FormatException">The text is not a document id.</exception>
    public static DocumentId Parse(string text) => TryParse(text, out DocumentId id)
        ? id
        : throw new FormatException("A document id has 1..512 code points and no control characters.");

    /// <summary>The id as text.</summary>
    public override string ToString() => Value;
}
