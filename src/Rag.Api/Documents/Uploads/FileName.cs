using Microsoft.Net.Http.Headers;

namespace Rag.Api.Documents.Uploads;

/// <summary>What an uploader calls a file: words about it, never a path.</summary>
internal static class FileName
{
    private const int MaxLength = 255;

    /// <summary>
    /// The last part of the name, without control characters; <see langword="null"/> if nothing is left.
    /// </summary>
    public static string? Read(ContentDispositionHeaderValue disposition)
    {
        string? given = disposition.FileNameStar.HasValue
            ? disposition.FileNameStar.Value
            : HeaderUtilities.RemoveQuotes(disposition.FileName).Value;
        if (given is null) return null;
        string last = given[(given.LastIndexOfAny(['/', '\\']) + 1)..];
        string clean = new([.. last.Where(c => !char.IsControl(c) && !IsDirectionMark(c))]);
        if (clean.Length > MaxLength) clean = clean[^MaxLength..];
        if (clean.Length > 0 && char.IsLowSurrogate(clean[0])) clean = clean[1..];
        return clean.Trim() is { Length: > 0 } name && name is not ("." or "..") ? name : null;
    }

    /// <summary>Marks that make <c>gpj.exe</c> look like <c>exe.jpg</c>.</summary>
    private static bool IsDirectionMark(char c) =>
        c is '\u061c' or '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
