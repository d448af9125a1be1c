namespace Rag.Grains.Interfaces;

/// <summary>Hard limits of a collection; <see langword="null"/> for the configured default.</summary>
[GenerateSerializer, Immutable, Alias("rag.quotas")]
public sealed record Quotas
{
    /// <summary>Most documents, 0 or more.</summary>
    [Id(0)]
    public long? Documents { get; init; }

    /// <summary>Most chunks, 0 or more.</summary>
    [Id(1)]
    public long? Chunks { get; init; }

    /// <summary>Most bytes of uploads, 0 or more.</summary>
    [Id(2)]
    public long? Bytes { get; init; }
}
