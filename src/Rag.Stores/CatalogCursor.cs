using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Rag.Pipeline;

namespace Rag.Stores;

/// <summary>Where a page of the catalog ended; the next one goes on below it.</summary>
/// <param name="CreatedTicks">When the page's last document was accepted, in ticks of UTC.</param>
/// <param name="DocumentId">Its id.</param>
internal readonly record struct CatalogCursor(long CreatedTicks, string DocumentId)
{
    /// <summary>Above every row.</summary>
    public static CatalogCursor BeforeAll { get; } = new(long.MaxValue, "");

    /// <summary>The cursor of a page that ends with this entry.</summary>
    public static CatalogCursor After(CatalogEntry entry) => new(entry.CreatedAt.UtcTicks, entry.DocumentId);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="StoreException">Code <c>invalid_cursor</c>.</exception>
    public static CatalogCursor Parse(string text)
    {
        byte[] bytes;
        try
        {
            bytes = Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            throw Invalid(text);
        }

        string plain = Encoding.UTF8.GetString(bytes);
        int colon = plain.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && long.TryParse(
            plain.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out long ticks)
            ? new CatalogCursor(ticks, plain[(colon + 1)..])
            : throw Invalid(text);
    }

    /// <summary>Opaque text for callers.</summary>
    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{CreatedTicks}:{DocumentId}")));

    private static StoreException Invalid(string text) => new(
        "invalid_cursor", $"'{text}' is not a cursor of this list. Begin again without one.", isTransient: false);
}
