namespace Rag.Fakes.Weaviate;

/// <summary>The server's settings by the names of its environment variables; the defaults are its own.</summary>
public sealed record WeaviateSettings
{
    /// <summary><c>QUERY_MAXIMUM_RESULTS</c>: largest offset plus limit, most objects of one batch delete.</summary>
    public int QueryMaximumResults { get; init; } = 10_000;

    /// <summary><c>AUTOSCHEMA_ENABLED</c>: unknown classes and properties are made on the way.</summary>
    public bool AutoSchema { get; init; } = true;

    /// <summary><c>DISABLE_GRAPHQL</c>.</summary>
    public bool DisableGraphQl { get; init; }

    /// <summary><c>MAXIMUM_ALLOWED_COLLECTIONS_COUNT</c>; <see langword="null"/> for none.</summary>
    public int? MaximumCollections { get; init; }

    /// <summary><c>MAXIMUM_ALLOWED_TENANTS_PER_COLLECTION</c>; <see langword="null"/> for none.</summary>
    public int? MaximumTenants { get; init; }

    /// <summary><c>MAXIMUM_ALLOWED_OBJECTS_COUNT</c>; <see langword="null"/> for none.</summary>
    public int? MaximumObjects { get; init; }

    /// <summary>What <c>/v1/meta</c> names.</summary>
    public string Version { get; init; } = "1.40.0-dev";
}
