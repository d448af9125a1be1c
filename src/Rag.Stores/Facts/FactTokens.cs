using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Rag.Pipeline.Filtering;

namespace Rag.Stores.Facts;

/// <summary>
/// Metadata as a list of texts, one for each thing that can be asked about a value: that its key is there, that it
/// equals something, that it has an element. Equality of texts is the one test that every vendor's engine has and that
/// means the same in all of them, so <c>eq</c>, <c>in</c>, <c>contains</c> and <c>exists</c> become a search in one
/// indexed list of strings: no rounding of integers, no word tokens, no empty text taken for null, and no index for
/// each key.
/// <para>Invariant: two different facts are never one text. A key has neither <c>=</c> nor <c>#</c>.</para>
/// </summary>
internal static class FactTokens
{
    /// <summary>Longer values are replaced by their SHA-256: engines keep every distinct text in an index.</summary>
    private const int MaxValueLength = 128;

    /// <summary>Every fact of a document's metadata, each once.</summary>
    public static IReadOnlyCollection<string> Of(Metadata metadata)
    {
        var facts = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string key, MetadataValue value) in metadata)
        {
            facts.Add(Present(key));
            if (value.Kind == MetadataKind.List) facts.UnionWith(value.AsList.Select(item => Element(key, item)));
            else facts.Add(Equal(key, value));
        }

        return facts;
    }

    /// <summary>The facts of which at least one holds where <c>in</c> does; none for an empty list.</summary>
    public static IEnumerable<string> AnyOf(Filter.In filter)
    {
        foreach (MetadataValue value in filter.Values)
        {
            if (value.Kind == MetadataKind.List) continue; // Nothing equals a list.
            yield return Equal(filter.Key, value);
            if (value.Kind == MetadataKind.String) yield return Element(filter.Key, value.AsString);
        }
    }

    /// <summary>The key is stored.</summary>
    public static string Present(string key) => $"e:{key}";

    /// <summary>The key's value is a list with the element.</summary>
    public static string Element(string key, string element) => Make('l', key, element);

    private static string Equal(string key, MetadataValue value) => value.Kind switch
    {
        MetadataKind.String => Make('s', key, value.AsString),
        MetadataKind.Number => Make('n', key, value.AsNumber.ToString("R", CultureInfo.InvariantCulture)),
        _ => Make('b', key, value.AsBoolean ? "true" : "false"),
    };

    private static string Make(char kind, string key, string value) => value.Length <= MaxValueLength
        ? $"{kind}:{key}={value}"
        : $"{kind}:{key}#{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)))}";
}
