using System.Buffers;

namespace Rag.Grains.Interfaces;

/// <summary>Id of a conversation, chosen by whoever has it: 1..128 of <c>A-Za-z0-9_.-</c>.</summary>
[GenerateSerializer, Immutable, Alias("rag.conversation-id")]
public readonly record struct ConversationId
{
    /// <summary>Longest id in characters.</summary>
    public const int MaxLength = 128;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    private ConversationId(string value) => Value = value;

    /// <summary>The id as text.</summary>
    [Id(0)]
    public string Value { get; private init; }

    /// <summary>Reads an id that is known to be one.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static ConversationId Parse(string text) => TryParse(text, out ConversationId id)
        ? id
        : throw new FormatException($"'{text}' is no id of a conversation.");

    /// <summary>Reads an id; <see langword="false"/> for anything that is not one.</summary>
    public static bool TryParse(string? text, out ConversationId id)
    {
        bool valid = text is { Length: >= 1 and <= MaxLength } && !text.AsSpan().ContainsAnyExcept(Allowed);
        id = valid ? new ConversationId(text!) : default;
        return valid;
    }

    /// <summary>The id as text.</summary>
    public override string ToString() => Value;
}
