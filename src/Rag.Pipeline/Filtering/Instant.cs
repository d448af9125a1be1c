namespace Rag.Pipeline.Filtering;

/// <summary>A moment as filters compare it: microseconds since the Unix epoch, UTC.</summary>
/// <param name="Microseconds">May be negative; years 1..9999.</param>
public readonly record struct Instant(long Microseconds) : IComparable<Instant>
{
    /// <summary>
    /// Reads an RFC 3339 date (<c>2026-01-31</c>, its midnight UTC) or date-time with an offset; digits of a second
    /// beyond the sixth are cut. <see langword="false"/> for anything else.
    /// </summary>
    public static bool TryParse(string text, out Instant instant) => Rfc3339.TryRead(text, out instant);

    /// <summary>Earlier is less.</summary>
    public int CompareTo(Instant other) => Microseconds.CompareTo(other.Microseconds);

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator <(Instant left, Instant right) => left.CompareTo(right) < 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator >(Instant left, Instant right) => left.CompareTo(right) > 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator <=(Instant left, Instant right) => left.CompareTo(right) <= 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator >=(Instant left, Instant right) => left.CompareTo(right) >= 0;
}
