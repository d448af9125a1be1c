using System.Text.Json;

namespace Rag.Benchmarks;

/// <summary>A stretch of a document's extracted text, in Unicode code points; the end is exclusive.</summary>
internal readonly record struct Span(int Start, int End)
{
    /// <summary>Its length.</summary>
    public int Length => End - Start;

    /// <summary>Reads a <c>location</c>.</summary>
    public static Span Read(JsonElement location) =>
        new(location.GetProperty("char_start").GetInt32(), location.GetProperty("char_end").GetInt32());

    /// <summary>Whether the two share a character.</summary>
    public bool Overlaps(Span other) => Math.Max(Start, other.Start) < Math.Min(End, other.End);
}
