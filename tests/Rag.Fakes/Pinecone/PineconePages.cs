using System.Text;

namespace Rag.Fakes.Pinecone;

/// <summary>Cuts what is in the order of its names into pages; a token tells the name that a page ended with.</summary>
internal sealed class PineconePages(string? token, int limit)
{
    public PineconePages(PineconeRequest request)
        : this(request.Query("paginationToken"), request.Limit(otherwise: 100, most: 100))
    {
    }

    public (IReadOnlyList<T> Items, string? Next) Cut<T>(IEnumerable<T> items, Func<T, string> name)
    {
        string after = token is null ? "" : Read(token);
        List<T> page =
        [
            .. items.Where(item => token is null || string.CompareOrdinal(name(item), after) > 0).Take(limit + 1),
        ];
        if (page.Count <= limit) return (page, null);
        page.RemoveAt(limit);
        return (page, Convert.ToBase64String(Encoding.UTF8.GetBytes(name(page[^1]))));
    }

    private static string Read(string token)
    {
        byte[] bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out int length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw PineconeRefusal.Invalid("Invalid pagination token");
    }
}
