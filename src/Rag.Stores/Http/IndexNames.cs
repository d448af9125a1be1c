using System.Globalization;
using System.Text;
using Rag.Pipeline;

namespace Rag.Stores.Http;

/// <summary>
/// The name of an index at a vendor: <c>prefix.tenant.collection.generation</c>, each part with everything but
/// <c>a-z0-9_-</c> written as <c>=</c> and two hexadecimal digits a byte. Two indexes never share a name, not even
/// where case is ignored, and a name tells its index.
/// </summary>
internal static class IndexNames
{
    /// <summary>The name of an index.</summary>
    public static string Of(string prefix, IndexId index) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Encode(prefix)}.{Encode(index.Tenant)}.{Encode(index.Collection)}.{index.Generation}");

    /// <summary>The index of a name; <see langword="false"/> for names that are not ours.</summary>
    public static bool TryParse(string prefix, string name, out IndexId index)
    {
        index = default;
        string[] parts = name.Split('.');
        if (parts.Length != 4 || !TryDecode(parts[1], out string tenant) || !TryDecode(parts[2], out string collection)
            || !int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out int generation))
        {
            return false;
        }

        index = new IndexId(tenant, collection, generation);
        // Only the one spelling that Of gives: "=61" would be another name of "a".
        return Of(prefix, index) == name;
    }

    private static string Encode(string part)
    {
        var text = new StringBuilder(part.Length);
        foreach (byte one in Encoding.UTF8.GetBytes(part))
        {
            if (char.IsAsciiLetterLower((char)one) || char.IsAsciiDigit((char)one) || one is (byte)'_' or (byte)'-')
                text.Append((char)one);
            else
                text.Append(CultureInfo.InvariantCulture, $"={one:x2}");
        }

        return text.ToString();
    }

    private static bool TryDecode(string text, out string part)
    {
        var bytes = new List<byte>(text.Length);
        part = "";
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '=')
            {
                bytes.Add((byte)text[i]);
                continue;
            }

            if (i + 2 >= text.Length || !byte.TryParse(
                text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte one))
            {
                return false;
            }

            bytes.Add(one);
            i += 2;
        }

        part = Encoding.UTF8.GetString([.. bytes]);
        return true;
    }
}
