using System.Buffers;
using System.Text;

namespace Rag.Stores.Postgres;

/// <summary>
/// Texts as PostgreSQL takes them. It stores every code point but U+0000, so that one is written as two others; reading
/// gives back what was written. Half a surrogate pair, which no encoding takes, becomes U+FFFD as in the other stores.
/// </summary>
internal static class PostgresText
{
    private const char Escape = '\u0001';
    private const char EscapedEscape = 'a';
    private const char EscapedNull = 'b';

    private static readonly SearchValues<char> Special = SearchValues.Create('\0', Escape);

    /// <summary>The stored form; different texts have different ones.</summary>
    public static string Encode(string text)
    {
        if (text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        if (!text.AsSpan().ContainsAny(Special)) return text;
        var stored = new StringBuilder(text.Length + 16);
        foreach (char c in text)
        {
            _ = c switch
            {
                '\0' => stored.Append(Escape).Append(EscapedNull),
                Escape => stored.Append(Escape).Append(EscapedEscape),
                _ => stored.Append(c),
            };
        }

        return stored.ToString();
    }

    /// <summary>The text of a stored form.</summary>
    public static string Decode(string stored)
    {
        if (!stored.Contains(Escape)) return stored;
        var text = new StringBuilder(stored.Length);
        for (int i = 0; i < stored.Length; i++)
        {
            if (stored[i] == Escape && i + 1 < stored.Length) text.Append(stored[++i] == EscapedNull ? '\0' : Escape);
            else text.Append(stored[i]);
        }

        return text.ToString();
    }
}
