using Rag.Fakes.Weaviate.Schema;

namespace Rag.Fakes.Weaviate;

/// <summary>The classes of a server. Whoever uses it holds the router's lock.</summary>
internal sealed class WeaviateDatabase(WeaviateSettings settings, TimeProvider clock)
{
    private long _sequence;

    public WeaviateSettings Settings => settings;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>By name.</summary>
    public SortedDictionary<string, WeaviateClass> Classes { get; } = new(StringComparer.Ordinal);

    public long NextSequence() => ++_sequence;

    /// <summary>The class of a name, its first letter in either case; <see langword="null"/> if none is.</summary>
    public WeaviateClass? Find(string name) => Classes.GetValueOrDefault(ClassDefinition.UpperFirst(name));

    public WeaviateClass Create(ClassDefinition definition)
    {
        if (Classes.ContainsKey(definition.Name))
            throw WeaviateFailure.OfSchema($"class name {definition.Name} already exists");
        string? similar = Classes.Keys.FirstOrDefault(name =>
            string.Equals(name, definition.Name, StringComparison.OrdinalIgnoreCase));
        if (similar is not null)
            throw WeaviateFailure.OfSchema($"class already exists: found similar class \"{similar}\"");
        if (settings.MaximumCollections is { } most && Classes.Count >= most)
            throw WeaviateFailure.OfQuota("collections", most);
        var made = new WeaviateClass(definition);
        Classes[definition.Name] = made;
        return made;
    }

    /// <summary>Refuses pages that reach too far; without a limit the caller's default counts.</summary>
    /// <exception cref="WeaviateFailure">422.</exception>
    public void CheckPage(long offset, long limit)
    {
        if (offset + limit <= settings.QueryMaximumResults) return;
        throw WeaviateFailure.Of(
            422,
            $"query maximum results exceeded: the total limit calculated from the provided offset '{offset}' and " +
            $"limit '{limit}' exceeds the configured value for QUERY_MAXIMUM_RESULTS " +
            $"'{settings.QueryMaximumResults}'. If you've supplied a negative offset or limit, this may be an " +
            "underflow error");
    }
}
