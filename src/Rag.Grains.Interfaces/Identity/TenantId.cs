namespace Rag.Grains.Interfaces;

/// <summary>
/// The owner of collections: 1..63 of <c>a-z0-9_-</c>. It comes from the authenticated principal, in one place.
/// </summary>
[GenerateSerializer, Immutable, Alias("rag.tenant-id")]
public readonly record struct TenantId
{
    private TenantId(string value) => Value = value;

    /// <summary>The one tenant until keys and tenants are configured.</summary>
    public static TenantId Default { get; } = new("default");

    /// <summary>The id as text.</summary>
    [Id(0)]
    public string Value { get; private init; }

    /// <summary>Reads an id; the same alphabet as a collection's name.</summary>
    /// <exception cref="FormatException">The text is not a tenant id.</exception>
    public static TenantId Parse(string text) => new(CollectionName.Parse(text).Value);

    /// <summary>The id as text.</summary>
    public override string ToString() => Value;
}
