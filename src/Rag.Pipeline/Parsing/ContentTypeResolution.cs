using System.Diagnostics.CodeAnalysis;

namespace Rag.Pipeline.Parsing;

/// <summary>Which format an upload has, as far as its name, its media type and its first bytes tell.</summary>
/// <param name="Outcome">Whether it is accepted.</param>
/// <param name="ContentType">Canonical media type when accepted, else <see langword="null"/>.</param>
/// <param name="Message">
/// Why not and what to do instead, for the uploader; <see langword="null"/> when accepted.
/// </param>
public sealed record ContentTypeResolution(ContentTypeOutcome Outcome, string? ContentType, string? Message)
{
    /// <summary>Whether <see cref="ContentType"/> is known.</summary>
    [MemberNotNullWhen(true, nameof(ContentType))]
    [MemberNotNullWhen(false, nameof(Message))]
    public bool IsSupported => Outcome == ContentTypeOutcome.Supported;
}
