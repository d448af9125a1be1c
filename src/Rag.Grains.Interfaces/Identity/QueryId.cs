namespace Rag.Grains.Interfaces;

/// <summary>Id of a query: <c>q_</c> and 32 hexadecimal digits, unguessable.</summary>
[GenerateSerializer, Immutable, Alias("rag.query-id")]
public readonly record struct QueryId
{
    private const string Prefix = "q_";

    private QueryId(string value) => Value = value;

    /// <summary>The id as text.</summary>
    [Id(0)]
    public string Value { get; private init; }

    /// <summary>A new id.</summary>
    public static QueryId Create() => new(Prefix + Guid.NewGuid().ToString("n"));

    /// <summary>Reads an id; <see langword="false"/> for anything that is not one.</summary>
    public static bool TryParse(string? text, out QueryId id)
    {
        bool valid = text is { Length: 34 } && text.StartsWith(Prefix, StringComparison.Ordinal)
            && text.AsSpan(Prefix.Length).IndexOfAnyExceptInRange('0', 'f') < 0
            && Guid.TryParseExact(text.AsSpan(Prefix.Length), "n", out _);
        id = valid ? new QueryId(text!) : default;
        return valid;
    }

    /// <summary>The id as text.</summary>
    public override string ToString() => Value;
}
