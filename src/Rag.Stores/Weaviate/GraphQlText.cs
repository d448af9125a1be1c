using System.Globalization;
using System.Text;

namespace Rag.Stores.Weaviate;

/// <summary>
/// Texts in a GraphQL query. Invariant: whatever the text, it stays inside its quotes and means itself. Everything
/// beyond ASCII stands as it is, because the server does not join the two halves of an escaped emoji.
/// </summary>
internal static class GraphQlText
{
    /// <summary>Appends a text in quotes.</summary>
    public static void Append(StringBuilder query, string value)
    {
        query.Append('"');
        foreach (char c in value)
        {
            if (c is '"' or '\\') query.Append('\\').Append(c);
            else if (char.IsControl(c)) query.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else query.Append(c);
        }

        query.Append('"');
    }
}
