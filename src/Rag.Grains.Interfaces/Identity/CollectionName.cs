namespace Rag.Grains.Interfaces;

/// <summary>
/// Name of a collection within its tenant: 1..63 of <c>a-z0-9_-</c>, starting with a letter or digit.
/// </summary>
[GenerateSerializer, Immutable, Alias("rag.collection-name")]
public readonly record struct CollectionName
{
    /// <summary>Longest name in characters.</summary>
    public const int MaxLength = 63;

    private CollectionName(string value) => Value = value;

    /// <summary>The collection that exists from the start.</summary>
    public static CollectionName Default { get; } = new("default");

    /// <summary>The name as text.</summary>
    [Id(0)]
    public string Value { get; private init; }

    /// <summary>Reads a name; <see langword="false"/> for anything that is not one.</summary>
    public static bool TryParse(string? text, out CollectionName name)
    {
        bool valid = text is { Length: >= 1 and <= MaxLength } && IsFirst(text[0]) && text.All(IsCharacter);
        name = valid ? new CollectionName(text!) : default;
        return valid;
    }

    /// <summary>Reads a name.</summary>
    /// <exception cref="FormatException">The text is not a collection name.</exception>
    public static CollectionName Parse(string text) => TryParse(text, out CollectionName name)
        ? name
        : throw new FormatException($"'{text}' is not a collection name: 1..63 of a-z0-9_-, first a letter or digit.");

    /// <summary>The name as text.</summary>
    public override string ToString() => Value;

    private static bool IsFirst(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);

    private static bool IsCharacter(char c) => IsFirst(c) || c is '_' or '-';
}
