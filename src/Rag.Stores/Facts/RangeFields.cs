using System.Text;
using Rag.Pipeline.Filtering;

namespace Rag.Stores.Facts;

/// <summary>
/// The fields that a vendor's range filters read: <c>n_key</c> for a number; for a string that is an RFC 3339 date or
/// time <c>t_key</c> with the seconds since 1970 and <c>u_key</c> with the microseconds in that second, because a
/// moment in microseconds does not fit a double.
/// </summary>
internal static class RangeFields
{
    private const long MicrosecondsPerSecond = 1_000_000;

    /// <summary>The fields of a document's metadata.</summary>
    public static IEnumerable<KeyValuePair<string, double>> Of(Metadata metadata)
    {
        foreach ((string key, MetadataValue value) in metadata)
        {
            if (value.Kind == MetadataKind.Number)
            {
                yield return new(Number(key), value.AsNumber);
            }
            else if (value.Kind == MetadataKind.String && Instant.TryParse(value.AsString, out Instant instant))
            {
                (long seconds, long microseconds) = Split(instant);
                yield return new(Seconds(key), seconds);
                yield return new(Microseconds(key), microseconds);
            }
        }
    }

    /// <summary>The field of a key's number.</summary>
    public static string Number(string key) => "n_" + Escape(key);

    /// <summary>The field of a key's whole seconds.</summary>
    public static string Seconds(string key) => "t_" + Escape(key);

    /// <summary>The field of a key's microseconds, 0..999,999.</summary>
    public static string Microseconds(string key) => "u_" + Escape(key);

    /// <summary>Seconds and microseconds of a moment; the latter are never negative.</summary>
    public static (long Seconds, long Microseconds) Split(Instant instant)
    {
        long seconds = Math.DivRem(instant.Microseconds, MicrosecondsPerSecond, out long microseconds);
        return microseconds < 0 ? (seconds - 1, microseconds + MicrosecondsPerSecond) : (seconds, microseconds);
    }

    /// <summary>A key without the dot, which is a step of a path to some engines: <c>-</c> is written <c>--</c> and
    /// <c>.</c> is written <c>-d</c>.</summary>
    private static string Escape(string key)
    {
        var escaped = new StringBuilder(key.Length);
        foreach (char c in key) _ = c switch
        {
            '-' => escaped.Append("--"),
            '.' => escaped.Append("-d"),
            _ => escaped.Append(c),
        };
        return escaped.ToString();
    }
}
