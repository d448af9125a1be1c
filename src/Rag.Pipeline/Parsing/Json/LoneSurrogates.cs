using System.Globalization;
using System.Text;

namespace Rag.Pipeline.Parsing.Json;

/// <summary>
/// Finds escapes of half a character in JSON, such as <c>\ud83d</c> without the other half: what is left where a
/// program cut a text through an emoji. The reader refuses the whole file for one of them.
/// </summary>
internal static class LoneSurrogates
{
    private const int EscapeLength = 6;
    private const string Replacement = @"\ufffd";

    /// <summary>The text with the escapes of the replacement character in their places.</summary>
    public static string Replace(string json)
    {
        if (!json.Contains(@"\ud", StringComparison.OrdinalIgnoreCase))
            return json;
        var mended = new StringBuilder(json.Length);
        for (int at = 0; at < json.Length;)
        {
            int next = json.IndexOf('\\', at);
            if (next < 0)
                next = json.Length;
            mended.Append(json, at, next - at);
            at = next;
            if (at >= json.Length)
                break;
            char? unit = UnitAt(json, at);
            bool isPair = unit is { } high && char.IsHighSurrogate(high)
                && UnitAt(json, at + EscapeLength) is { } low && char.IsLowSurrogate(low);
            int length = unit is null ? Math.Min(2, json.Length - at) : isPair ? 2 * EscapeLength : EscapeLength;
            if (unit is { } single && char.IsSurrogate(single) && !isPair)
                mended.Append(Replacement);
            else
                mended.Append(json, at, length);
            at += length;
        }
        return mended.ToString();
    }

    // The UTF-16 unit that an escape at a position stands for.
    private static char? UnitAt(string json, int at) =>
        at + EscapeLength <= json.Length && json[at] == '\\' && json[at + 1] == 'u'
        && ushort.TryParse(
            json.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit)
            ? (char)unit
            : null;
}
