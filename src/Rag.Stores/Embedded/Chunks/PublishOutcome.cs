using Rag.Stores.Keywords;

namespace Rag.Stores.Embedded.Chunks;

/// <summary>How a publication ended in the database; memory follows after the commit.</summary>
internal abstract record PublishOutcome
{
    /// <summary>A later version was published or withdrawn.</summary>
    public sealed record Fenced : PublishOutcome;

    /// <summary>The version was visible already; its title or author may be new.</summary>
    /// <param name="PublishedBy">What hits show now.</param>
    /// <param name="ChunkKeys">The rows whose copies in memory are out of date.</param>
    public sealed record Described(PublishedBy PublishedBy, IReadOnlyList<long> ChunkKeys) : PublishOutcome;

    /// <summary>The version is visible.</summary>
    /// <param name="Change">What changed; <see langword="null"/> if nobody had the index in memory.</param>
    public sealed record Published(IndexChange? Change) : PublishOutcome;
}
